/** A file as text: a rule of wrangler.toml. */
declare module '*.json?raw' {
  const text: string;
  export default text;
}

/** A file as bytes: a default rule of wrangler. */
declare module '*.bin' {
  const bytes: ArrayBuffer;
  export default bytes;
}
