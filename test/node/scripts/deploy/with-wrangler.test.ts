import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readRelease } from '../../../../scripts/deploy/release.ts';
import { addDeployment, addNamespace } from '../../../../scripts/stand-in/cloud.ts';
import { PROOF } from '../../../proof.ts';
import { builtRelease, standIn, WORKER } from './real-wrangler.ts';

/** On a busy machine, a command of wrangler takes ten seconds. */
const LONGEST = 600_000;

/*
 * The project's own wrangler against a stand-in for Cloudflare's API, and on a second port the code that it uploaded. A
 * command of wrangler takes a second or more, so this runs with PROOF=all.
 */
describe.runIf(PROOF)('with wrangler', { timeout: LONGEST }, () => {
  let release: Awaited<ReturnType<typeof builtRelease>>;
  beforeAll(async () => {
    release = await builtRelease();
  }, LONGEST);
  afterAll(() => release.remove());

  /** An account that serves a first version. */
  async function deployed(before?: Parameters<typeof standIn>[0]) {
    const account = await standIn(before);
    const folder = await release.copy();
    await account.serveFirst(folder);
    return { ...account, folder };
  }

  test('from nothing: makes the namespace, uploads, serves, and asks the golden rows; then gradually', async () => {
    const { deploy, splits, cloud, idOf } = await standIn();
    const folder = await release.copy();
    expect(await deploy(folder).ended).toMatchObject({ code: 0 });
    expect(cloud.namespaces.map(({ title }) => title)).toEqual([`${WORKER}-keys`]);
    expect(splits()).toEqual(['v1 100']);
    const uploaded = cloud.scripts.get(WORKER)!.versions[0]!.modules.map(({ name }) => name.replace(/^\.\//, ''));
    expect(uploaded).toContain('index.js');
    expect(uploaded.filter((name) => !/^(index\.js(\.map)?|[0-9a-f]{40}-.*\.(json|bin))$/.test(name))).toEqual([]);
    const second = await deploy(folder).ended;
    expect(second.code).toBe(0);
    expect(second.stdout).toContain(`${idOf(2)} serves prd`);
    expect(splits()).toEqual(['v2 100', 'v2 10, v1 90', 'v2 0, v1 100', 'v1 100']);
    expect(cloud.scripts.get(WORKER)!.versions[0]!.annotations).toMatchObject({
      'workers/tag': 'c0',
      'workers/message': expect.stringMatching(/^delay forecast@[0-9a-f]{12}, us-delay one-hot@[0-9a-f]{12}$/),
    });
    expect(cloud.scripts.get(WORKER)!.settings.subdomain).toMatchObject({ enabled: true, previews_enabled: false });
  });

  test('after two gradual deployments, rollback names the one in the middle, and goes back to it when told', async () => {
    const { deploy, folder, splits, idOf, start, server } = await deployed();
    for (const _ of [2, 3]) expect(await deploy(folder).ended).toMatchObject({ code: 0 });
    const status = await start(['scripts/deploy.ts', '--env', 'prd', '--status', '--json']).ended;
    expect(JSON.parse(status.stdout)[0]).toMatchObject({ id: idOf(3), percentage: 100, tag: 'c0' });
    const asked = await start(['scripts/rollback.ts', '--env', 'prd']).ended;
    expect(asked.code).toBe(1);
    expect(asked.stderr).toContain(`before the present one, ${idOf(2)} answered everything`);
    expect(splits()[0]).toBe('v3 100');
    const back = await start(['scripts/rollback.ts', idOf(2), '--env', 'prd', '--url', server.url]).ended;
    expect(back).toMatchObject({ code: 0, stdout: expect.stringContaining(`answers with ${idOf(2)}`) });
    expect(splits()[0]).toBe('v2 100');
  });

  test('wrong answers at 0 % never move traffic', async () => {
    const { deploy, folder, splits } = await deployed();
    await spoil(folder);
    const { code, stderr } = await deploy(folder).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /error: POST \/inference\/delay answers .* to golden row 0, expected 0\.5; .* everything again/,
    );
    expect(splits()).toEqual(['v1 100', 'v2 0, v1 100', 'v1 100']);
  });

  test('errors at 10 % bring the old version back by name', async () => {
    const { deploy, folder, splits } = await deployed((call, cloud) => {
      // From 10 % on, the log says that the new version fails.
      const script = cloud.scripts.get(WORKER);
      if (!call.endsWith('/telemetry/query')) return;
      script?.answers.set(script.versions[0]!.id, { requests: 50, errors: 25 });
    });
    const { code, stderr } = await deploy(folder, '--watch', '1m').ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: the new version fails in \d+ of \d+ requests/);
    expect(splits()).toEqual(['v1 100', 'v2 10, v1 90', 'v2 0, v1 100', 'v1 100']);
  });

  test('an override that is silently not applied is noticed', async () => {
    const { deploy, folder, splits, ignoreOverrides } = await deployed();
    ignoreOverrides();
    const { code, stderr } = await deploy(folder).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('error: the version override has no effect');
    expect(splits()).toEqual(['v1 100', 'v2 0, v1 100', 'v1 100']);
  });

  test('a split by somebody else is refused before anything is uploaded', async () => {
    const { deploy, folder, cloud, splits, idOf } = await deployed();
    const script = cloud.scripts.get(WORKER)!;
    const stranger = { version_id: 'stranger', percentage: 30 };
    addDeployment(script, [{ version_id: idOf(1), percentage: 70 }, stranger], {}, 'bob@example.org');
    const { code, stderr } = await deploy(folder).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: the requests are split, .* 70 % and stranger 30 % \(bob@example.org/);
    expect(script.versions).toHaveLength(1);
    expect(splits()).toHaveLength(2);
  });

  test('a namespace that a failed try has left is found; API 500 and 429 are tried again', async () => {
    const account = await standIn();
    const { api, cloud, deploy, splits } = account;
    const folder = await release.copy();
    api.fail({
      method: 'PUT',
      path: /\/scripts\/[^/]+$/,
      status: 400,
      code: 10021,
      message: 'Script startup exceeded',
    });
    const failed = await deploy(folder).ended;
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('error: the first deployment failed') });
    expect(cloud.namespaces).toHaveLength(1);
    api.fail({ method: 'PUT', path: /\/scripts\/[^/]+$/, status: 500 });
    api.fail({ method: 'GET', path: /\/namespaces$/, status: 429 });
    expect(await deploy(folder).ended).toMatchObject({ code: 0 });
    api.fail({ method: 'POST', path: /\/deployments$/, status: 503 });
    expect(await deploy(folder).ended).toMatchObject({ code: 0 });
    expect(cloud.namespaces).toHaveLength(1);
    expect(splits()[0]).toBe('v2 100');
    expect(addNamespace(cloud, `${WORKER}-keys`)).toBeUndefined();
  });

  test.each([
    ['the upload', /^POST .*\/versions$/, 1],
    ['the step to 0 %', /^POST .*\/deployments$/, 1],
    ['the step to 10 %', /^POST .*\/deployments$/, 2],
    ['the step to 100 %', /^POST .*\/deployments$/, 3],
  ])('Ctrl-C during $0 ends with the first version at 100 %', async (_, path, nth) => {
    let stop: () => void = () => {};
    let seen = 0;
    const { deploy, folder, splits } = await deployed((call) => {
      if (path.test(call) && ++seen === nth) stop();
    });
    const { child, ended } = deploy(folder);
    stop = () => void child.kill('SIGINT');
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr).toContain('error: the deployment was stopped');
    expect(splits()[0]).toBe('v1 100');
  });

  test('a leaked key is revoked: an isolate that starts afterwards refuses it', async () => {
    const { start, freshServer } = await deployed();
    const keys = async (...args: string[]) => {
      const { code, stdout } = await start(['scripts/keys.ts', ...args, '--env', 'prd', '--json']).ended;
      expect(code).toBe(0);
      return JSON.parse(stdout);
    };
    const { id, key } = await keys('create', '--name', 'dashboard', '--owner', 'ana', '--models', 'delay');
    const ask = async () => {
      const server = await freshServer();
      const headers = { 'content-type': 'application/json', 'x-api-key': key };
      const body = JSON.stringify({ instances: readRelease(await release.copy()).routes[0]!.rows });
      return (await server.fetch(new Request(`${server.url}/inference/delay`, { method: 'POST', headers, body })))
        .status;
    };
    expect(await ask()).toBe(200);
    expect(await keys('list', '--owner', 'ana')).toMatchObject([{ id, state: 'active' }]);
    expect(await keys('revoke', id)).toMatchObject({ state: 'revoked' });
    expect(await ask()).toBe(401);
  });

  test('10,000 requests through a whole roll-out: none fails, only versions of the deployment answer', async () => {
    const { deploy, folder, server, idOf, cloud } = await deployed();
    let sent = 0;
    let done = false;
    const versions = new Map<string, number>();
    const failures: string[] = [];
    const traffic = async () => {
      while (!done || sent < 10_000) {
        const before = cloud.scripts.get(WORKER)!.deployments[0]!;
        const answer = await fetch(`${server.url}/ready`);
        await answer.arrayBuffer();
        const after = cloud.scripts.get(WORKER)!.deployments[0]!;
        const version = answer.headers.get('x-version')!;
        const allowed = [before, after].flatMap((one) => one.versions.filter(({ percentage }) => percentage > 0));
        if (answer.status !== 200) failures.push(`status ${answer.status}`);
        if (!allowed.some(({ version_id }) => version_id === version)) failures.push(`answered by ${version}`);
        versions.set(version, (versions.get(version) ?? 0) + 1);
        sent++;
      }
    };
    const sending = traffic();
    const { code } = await deploy(folder).ended;
    done = true;
    await sending;
    expect(code).toBe(0);
    expect(failures).toEqual([]);
    expect([...versions.keys()].sort()).toEqual([idOf(1), idOf(2)].sort());
    expect(sent).toBeGreaterThanOrEqual(10_000);
  });
});

/** Changes what the release expects of its first golden row. */
async function spoil(folder: string): Promise<void> {
  const path = `${folder}/release.json`;
  const json = JSON.parse(await readFile(path, 'utf8'));
  json.routes[0].golden[0].probabilities[0] = 0.5;
  await writeFile(path, JSON.stringify(json));
}
