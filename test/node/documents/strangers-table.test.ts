import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';
import { scratchProject } from '../scratch-project.ts';

/** A public table with gaps and numbers, which nobody prepared. */
const TABLE = resolve(process.env.DATA_DIR ?? '.data', 'tables', 'pima.csv.gz');
const missing = existsSync(TABLE) ? '' : ` (skipped: there is no ${TABLE})`;

test.skipIf(missing)(
  `a stranger's table: new, train, the route that train names, start, ask, with no other edit${missing}`,
  async () => {
    const copy = await scratchProject();
    onTestFinished(() => copy.remove());
    await copy.shell(`npm run new -- pima '${TABLE}' --target diabetes --positive pos`);
    const { stdout } = await copy.shell('npm run train -- pima');
    const [, route = ''] = /^route (pima = "\w+")/m.exec(stdout) ?? [];
    expect(route).not.toBe('');
    await copy.addRoute(route);

    const env = { ...process.env, PORT: '0', PROCESSES: '1', STATE_DIR: join(copy.folder, 'state'), BUNDLE_DIR: '' };
    const server = spawn(process.execPath, ['scripts/serve.ts', '--json'], { cwd: copy.folder, env });
    onTestFinished(() => void server.kill('SIGKILL'));
    const [line] = await once(createInterface(server.stdout), 'line');
    const { url, key } = JSON.parse(line);
    const ask = async (row: object) => {
      const headers = { 'content-type': 'application/json', 'x-api-key': key };
      const response = await fetch(`${url}/inference/pima`, { method: 'POST', headers, body: JSON.stringify(row) });
      return { status: response.status, ...JSON.parse(await response.text()) };
    };
    const { artifact } = readArtifacts(join(copy.folder, 'models')).find(({ model }) => model === 'pima')!;
    const { input } = artifact.examples[0]!;
    expect(await ask(input)).toMatchObject({ status: 200, body: { model: 'pima' } });
    const { insulin: _, ...gap } = input;
    expect((await ask(gap)).body.prediction).toEqual((await ask({ ...input, insulin: null })).body.prediction);
    const { warnings } = (await ask({ ...input, age: 200 })).body;
    expect(warnings).toEqual([{ pointer: '/age', detail: expect.stringContaining('age is 200') }]);
    expect((await ask({ ...input, age: 'old' })).errors[0].detail).toContain('age is "old"');
    server.kill('SIGTERM');
    expect(await once(server, 'exit')).toEqual([0, null]);
  },
  120_000,
);
