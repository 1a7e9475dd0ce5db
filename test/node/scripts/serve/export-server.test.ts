import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { Failure } from '../../../../scripts/cli/command.ts';
import { exportServer } from '../../../../scripts/serve/export-server.ts';
import { requireEnvironment } from '../../../../scripts/wrangler/environment.ts';

const environment = await requireEnvironment('the test', 'local');

let folder: string;
beforeAll(async () => {
  const parent = await mkdtemp(join(tmpdir(), 'export-test-'));
  folder = join(parent, 'service');
  await exportServer(folder, environment);
  return () => rm(parent, { recursive: true });
});

test('an exported folder serves from any place, with no variable but PORT and nothing else installed', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'export-run-'));
  const child = spawn(process.execPath, [join(folder, 'server.js')], { cwd, env: { PORT: '0', PROCESSES: '1' } });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await rm(cwd, { recursive: true });
  });
  const [line] = await once(createInterface(child.stderr), 'line');
  const url = line.replace('serving on ', '');
  expect(await (await fetch(`${url}/ready`)).json()).toMatchObject({ status: 'ready' });
  expect((await fetch(url)).headers.get('content-type')).toContain('text/html');
  expect(await readdir(cwd)).toEqual([]);
});

test('an exported folder has at most 5 MB without its models', async () => {
  const bytesIn = async (parent: string, pattern: RegExp) => {
    const paths = (await readdir(parent, { recursive: true })).filter((path) => pattern.test(path));
    const sizes = await Promise.all(paths.map(async (path) => (await stat(join(parent, path))).size));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
  expect((await bytesIn(folder, /./)) - (await bytesIn('models', /\.(json|bin)$/))).toBeLessThan(5_000_000);
});

test('--export refuses a folder that holds something else', async () => {
  const other = await mkdtemp(join(tmpdir(), 'export-other-'));
  onTestFinished(() => rm(other, { recursive: true }));
  await writeFile(join(other, 'thesis.txt'), 'precious');
  await expect(exportServer(other, environment)).rejects.toThrow(
    new Failure(`--export: ${other} holds other files: name a new folder, or one of an earlier export`),
  );
  expect(await readdir(other)).toEqual(['thesis.txt']);
  await expect(exportServer(folder, environment)).resolves.toBeUndefined();
});

test('container and unit run as nobody in particular, on a file system that is read-only, and check health', async () => {
  const [container, compose, unit] = await Promise.all(
    ['Containerfile', 'compose.yaml', 'edge-logit.service'].map((name) => readFile(join(folder, name), 'utf8')),
  );
  expect(container).toMatch(/^USER node$/m);
  expect(container).toMatch(/^HEALTHCHECK /m);
  expect(compose).toMatch(/read_only: true/);
  expect(unit).toMatch(/^DynamicUser=yes$/m);
  expect(unit).toMatch(/^ProtectSystem=strict$/m);
});
