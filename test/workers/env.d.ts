declare namespace Cloudflare {
  interface Env {
    KEYS: KVNamespace;
    RATE_LIMIT_STANDARD: RateLimit;
  }
  interface GlobalProps {
    mainModule: { default: ExportedHandler };
  }
}
