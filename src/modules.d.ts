/** A file as text, by the rules of wrangler.toml. */
declare module '*.json?raw' {
  const text: string;
  export default text;
}

/** A file as bytes, by wrangler's own rule. */
declare module '*.bin' {
  const bytes: ArrayBuffer;
  export default bytes;
}
