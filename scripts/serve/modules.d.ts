/** The Worker of an environment, as `npm run bundle` writes its entry. `buildServer` resolves it. */
declare module 'edge-logit:worker' {
  interface Execution {
    waitUntil(work: Promise<unknown>): void;
  }
  const worker: { fetch(request: Request, env: object, execution: Execution): Response | Promise<Response> };
  export default worker;
}

/** What wrangler.toml states for that environment. `buildServer` resolves it. */
declare module 'edge-logit:settings' {
  const settings: import('./settings.ts').Settings;
  export default settings;
}
