import { Failure } from '../cli/command.ts';

const NEEDED = ['CLOUDFLARE_API_TOKEN', 'CLOUDFLARE_ACCOUNT_ID'];

/** Checks that wrangler can reach the Cloudflare account. @throws {Failure} naming the variables that are missing */
export function requireCredentials(environment: Readonly<Record<string, string | undefined>>): void {
  const missing = NEEDED.filter((name) => !environment[name]);
  if (missing.length === 0) return;
  throw new Failure(`${missing.join(' and ')} must be set to reach the Cloudflare account`);
}
