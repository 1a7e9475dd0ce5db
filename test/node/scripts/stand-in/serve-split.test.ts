import { expect, onTestFinished, test } from 'vitest';
import { addDeployment, addVersion, emptyCloud, scriptOf } from '../../../../scripts/stand-in/cloud.ts';
import { runBundle } from '../../../../scripts/stand-in/run-bundle.ts';
import { serveSplit } from '../../../../scripts/stand-in/serve-split.ts';

const WORKER = 'edge-logit-test';

/** Three versions that say their id, of which the first has 90 % and the second 10 %. */
async function split(random: () => number) {
  const cloud = emptyCloud();
  const script = scriptOf(cloud, WORKER);
  const upload = { main: '', modules: [], bindings: [], annotations: {} };
  const [first, second, third] = [1, 2, 3].map(() => addVersion(script, upload).id);
  addDeployment(script, [
    { version_id: first!, percentage: 90 },
    { version_id: second!, percentage: 10 },
  ]);
  const runVersion = ({ id }: { id: string }) => ({ fetch: () => new Response(id) });
  const server = await serveSplit(cloud, WORKER, { random, runVersion });
  onTestFinished(() => server.close());
  const ask = async (header?: string) => {
    const headers = header === undefined ? {} : { 'Cloudflare-Workers-Version-Overrides': header };
    return (await server.fetch(new Request('http://worker.test/', { headers }))).text();
  };
  return { ask, first, second, third };
}

test('each version answers its share of the requests', async () => {
  let at = 0;
  const { ask, first, second } = await split(() => at);
  at = 0.899;
  expect(await ask()).toBe(first);
  at = 0.9;
  expect(await ask()).toBe(second);
});

test('an override has an effect for versions of the deployment and this Worker only', async () => {
  const { ask, first, second, third } = await split(() => 0);
  expect(await ask(`${WORKER}="${second}"`)).toBe(second);
  expect(await ask(`other="${first}", ${WORKER}="${second}"`)).toBe(second);
  expect(await ask(`${WORKER}="${third}"`)).toBe(first);
  expect(await ask(`other="${second}"`)).toBe(first);
});

test('runBundle() runs uploaded modules: scripts, texts and bytes, with bindings in both places', async () => {
  const module = (name: string, type: string, text: string) => ({
    name,
    type,
    contents: new TextEncoder().encode(text),
  });
  const main = `import { env } from 'cloudflare:workers'; import text from './a.json';
    export default { async fetch(_, given) {
      const { default: bytes } = await import('./b.bin');
      return Response.json([env.NAME, given.NAME, text, new Uint8Array(bytes)[0]]);
    } };`;
  const modules = [
    module('index.js', 'application/javascript+module', main),
    module('./a.json', 'text/plain', '{"a":1}'),
    module('./b.bin', 'application/octet-stream', 'A'),
  ];
  const env = { NAME: 'x' };
  const worker = await runBundle('index.js', modules, env);
  const answer = await worker.fetch(new Request('http://worker.test/'), env, { waitUntil() {} });
  expect(await answer.json()).toEqual(['x', 'x', '{"a":1}', 65]);
});
