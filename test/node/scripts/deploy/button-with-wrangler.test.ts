import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { releaseRoutes } from '../../../../scripts/deploy/build-release.ts';
import { addNamespace } from '../../../../scripts/stand-in/cloud.ts';
import { serveSplit } from '../../../../scripts/stand-in/serve-split.ts';
import { requireEnvironment } from '../../../../scripts/wrangler/environment.ts';
import { PROOF } from '../../../proof.ts';
import { scratchProject } from '../../scratch-project.ts';
import { standIn } from './real-wrangler.ts';

/*
 * What happens after somebody has pressed “Deploy to Cloudflare”: the id of a new namespace is in wrangler.toml, and
 * Cloudflare's build runs `npm run deploy`.
 */
test.runIf(PROOF)(
  'the top level of wrangler.toml is deployed, and its first key works',
  { timeout: 600_000 },
  async () => {
    const { start, cloud } = await standIn();
    const project = await scratchProject();
    onTestFinished(() => project.remove());
    const server = await serveSplit(cloud, 'edge-logit');
    onTestFinished(() => server.close());
    const { id } = addNamespace(cloud, 'made by the button')!;
    const toml = join(project.folder, 'wrangler.toml');
    await writeFile(toml, (await readFile(toml, 'utf8')).replace('id = "local"', `id = "${id}"`));
    await project.shell('git init -q && git -c user.name=a -c user.email=a@b.c commit -q --allow-empty -m first');

    const deploy = ['scripts/deploy.ts', '--url', server.url];
    const deployed = await start(deploy, { cwd: project.folder, env: { WORKERS_CI: '1' } }).ended;
    expect(deployed).toMatchObject({ code: 0, stdout: expect.stringContaining('forced: with uncommitted changes') });
    const create = ['scripts/keys.ts', 'create', '--name', 'first', '--remote', '--json'];
    const { stdout } = await start(create, { cwd: project.folder }).ended;

    const [route] = releaseRoutes(await requireEnvironment('--env', 'local'));
    const headers = { 'content-type': 'application/json', 'x-api-key': JSON.parse(stdout).key };
    const body = JSON.stringify({ instances: route!.rows });
    const answer = await fetch(`${server.url}/inference/${route!.model}`, { method: 'POST', headers, body });
    expect(answer.status).toBe(200);
  },
);
