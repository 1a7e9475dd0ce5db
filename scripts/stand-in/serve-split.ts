import { createServer, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { bindingsOf } from './bindings.ts';
import { type Cloud, countAnswer, currentShares, type Share, type Version } from './cloud.ts';
import { type Listening, listen } from './listen.ts';
import { runBundle, type Worker } from './run-bundle.ts';

/** How a version is run. */
export type RunVersion = (version: Version, env: object) => Worker | Promise<Worker>;

export interface SplitServer extends Listening {
  /** Answers a request as the deployed Worker would. */
  fetch(request: Request): Promise<Response>;
}

interface SplitOptions {
  /** By default the uploaded code itself, in this process. */
  runVersion?: RunVersion;
  /** Whether the header that names a version has an effect. */
  overrides?: () => boolean;
  /** Chooses the version of a request, from 0 to 1. */
  random?: () => number;
}

const OVERRIDES = 'cloudflare-workers-version-overrides';

/**
 * Serves a Worker of the account by its current deployment: each request goes to one of the versions by its share, or to
 * the version of the deployment that the header `Cloudflare-Workers-Version-Overrides` names.
 */
export async function serveSplit(
  cloud: Cloud,
  name: string,
  { runVersion = runUploaded, overrides = () => true, random = Math.random }: SplitOptions = {},
): Promise<SplitServer> {
  const running = new Map<string, Promise<Worker>>();

  function chosen(request: Request): Version | undefined {
    const script = cloud.scripts.get(name);
    if (!script) return undefined;
    const shares = currentShares(script);
    const named = overrides() && overridden(request.headers.get(OVERRIDES), name);
    const drawn = drawShare(shares, random() * 100);
    const share = shares.find(({ version_id }) => version_id === named) ?? drawn;
    return script.versions.find(({ id }) => id === share?.version_id);
  }

  async function answer(request: Request): Promise<Response> {
    const version = chosen(request);
    if (!version) return new Response('there is nothing here yet', { status: 404 });
    const env = bindingsOf(cloud, version);
    if (!running.has(version.id)) running.set(version.id, Promise.resolve(runVersion(version, env)));
    const worker = await running.get(version.id)!;
    const response = await worker.fetch(request, env, { waitUntil: () => {} });
    countAnswer(cloud.scripts.get(name)!, version.id, response.status);
    return response;
  }

  const server = createServer(async (incoming, outgoing) => {
    const response = await answer(await toRequest(incoming)).catch(
      (error) => new Response(String(error), { status: 500 }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    outgoing.end(Buffer.from(await response.arrayBuffer()));
  });
  return { ...(await listen(server)), fetch: answer };
}

function runUploaded({ main, modules }: Version, env: object): Promise<Worker> {
  return runBundle(main, modules, env);
}

/** The share that a number from 0 to 100 falls into. */
function drawShare(shares: readonly Share[], at: number): Share | undefined {
  let end = 0;
  return shares.find(({ percentage }) => {
    end += percentage;
    return at < end;
  });
}

/** The version that the header names for a Worker: `name="id"`, a member of a dictionary (RFC 8941). */
function overridden(header: string | null, name: string): string | undefined {
  const members = (header ?? '').split(',').map((member) => member.trim().split('='));
  const found = members.find(([key]) => key === name)?.[1];
  return found?.replaceAll('"', '');
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const body = await buffer(incoming);
  const headers = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const init = { method: incoming.method!, headers, ...(body.length > 0 && { body: new Uint8Array(body) }) };
  return new Request(`http://${incoming.headers.host}${incoming.url}`, init);
}
