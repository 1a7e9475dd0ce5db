/** What a server on Node takes over from an environment of wrangler.toml. */
export interface Settings {
  /** Variables such as ROUTES and TIERS. */
  vars: Readonly<Record<string, unknown>>;
  /** How many requests each rate-limit binding allows within a period, in seconds. */
  rateLimits: readonly { name: string; simple: { limit: number; period: number } }[];
}
