import { createApp } from '../app.ts';
import { parseEnvironment } from '../config/environment.ts';
import { createRegistry } from '../scoring/registry.ts';
import type { PageBundle } from './page-bundle.ts';

/** No request is sent there: URLs need an origin. */
const ORIGIN = 'https://page.invalid';

/** Answers what the page asks, with the code of the Worker, in the page: nothing is sent anywhere. */
export function answerInPage({ variables, artifacts, texts, keys }: PageBundle) {
  const environment = parseEnvironment({ ...variables, KEYS: { get: async (name: string) => keys[name] ?? null } });
  const registry = createRegistry(
    artifacts.map(({ draws, ...one }) => ({
      ...one,
      ...(draws && { draws: async () => ({ default: bytesOf(draws) }) }),
    })),
  );
  const app = createApp({ environment, registry, descriptions: new Map() });
  const execution = { waitUntil() {}, passThroughOnException() {} } as unknown as ExecutionContext;
  return async function answer(path: string, init: RequestInit = {}): Promise<Response> {
    const text = Object.hasOwn(texts, path) ? texts[path] : undefined;
    if (text !== undefined) return new Response(text, { headers: { 'content-type': 'application/json' } });
    return app.fetch(new Request(ORIGIN + path, init), {}, execution);
  };
}

function bytesOf(base64: string): ArrayBuffer {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer;
}
