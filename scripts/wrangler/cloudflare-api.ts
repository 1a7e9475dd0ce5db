import * as z from 'zod';
import { Failure } from '../cli/failure.ts';

const BASE = 'https://api.cloudflare.com/client/v4';

const envelope = z.object({
  success: z.boolean(),
  errors: z.array(z.object({ message: z.string() })),
  result: z.unknown(),
});

/**
 * Calls Cloudflare's API for what wrangler has no command for.
 * @param path below the account, such as `/workers/subdomain`
 * @param body sent as JSON with POST; without it the call is a GET
 * @returns the result, or undefined if the token may not ask for it
 * @throws {Failure} with the reason of the API
 */
export async function callCloudflare(path: string, body?: object): Promise<unknown> {
  const { CLOUDFLARE_API_BASE_URL: base = BASE, CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN } = process.env;
  const answer = await fetch(`${base}/accounts/${CLOUDFLARE_ACCOUNT_ID}${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${CLOUDFLARE_API_TOKEN}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (answer.status === 401 || answer.status === 403) return undefined;
  const parsed = envelope.safeParse(await answer.json().catch(() => undefined));
  if (parsed.data?.success) return parsed.data.result;
  const reason = parsed.data?.errors.map(({ message }) => message).join('; ') || `status ${answer.status}`;
  throw new Failure(`Cloudflare's API, ${path}: ${reason}`);
}
