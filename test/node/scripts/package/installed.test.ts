import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { PROOF } from '../../../proof.ts';
import { runScript } from '../../run-script.ts';

/** Runs a program with no other tools on its path than those of the system and of the project around it. */
async function runIn(folder: string, program: string, args: string[]): Promise<string> {
  const path = (process.env.PATH ?? '').split(delimiter).filter((one) => !one.includes('node_modules'));
  const env = { ...process.env, PATH: path.join(delimiter) };
  const { stdout } = await promisify(execFile)(program, args, { cwd: folder, env, maxBuffer: 1e8 });
  return stdout;
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'installed-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** The first line of JSON that a program prints. */
async function firstLine({ stdout }: ChildProcess): Promise<{ url: string; key: string }> {
  for await (const line of createInterface({ input: stdout! })) if (line.startsWith('{')) return JSON.parse(line);
  throw new Error('the program ended without a line of JSON');
}

const MINUTES = 60_000;

test.runIf(PROOF)(
  'the packed tarball makes a project that serves, trains and verifies; its scorer installs without the tools of the command line',
  async () => {
    const out = await emptyFolder();
    const { stdout } = await runScript('pack', ['--out', out, '--json']);
    const [{ path, bytes }, initialiser] = JSON.parse(stdout);
    expect(bytes).toBeLessThan(1_500_000);
    const tarball = resolve(path);

    const alone = await emptyFolder();
    await runIn(alone, 'npm', ['install', '--omit=peer', tarball]);
    const model = JSON.stringify(resolve('models/us-delay/one-hot.json'));
    const line = `import { compileModel } from 'edge-logit/score'; import { readFileSync } from 'node:fs';
        const artifact = JSON.parse(readFileSync(${model}, 'utf8'));
        const [{ input, logit }] = artifact.examples;
        console.log(compileModel(artifact).score(input).logit === logit);`;
    await writeFile(join(alone, 'ask.mjs'), line);
    expect(await runIn(alone, 'node', ['ask.mjs'])).toBe('true\n');

    const parent = await emptyFolder();
    await runIn(parent, 'npm', ['install', '--omit=peer', tarball, resolve(initialiser.path)]);
    await runIn(parent, join(parent, 'node_modules', '.bin', 'create-edge-logit'), ['my-models']);
    const project = join(parent, 'my-models');
    const files = await readdir(project, { recursive: true, withFileTypes: true });
    expect(files.filter((entry) => entry.isFile())).toHaveLength(10);
    const manifest = join(project, 'package.json');
    const text = await readFile(manifest, 'utf8');
    await writeFile(manifest, text.replace(/"edge-logit": "[\d.]+"/, `"edge-logit": "file:${tarball}"`));
    await runIn(project, 'npm', ['install']);

    const server = spawn('npm', ['run', '--silent', 'serve', '--', '--json'], {
      cwd: project,
      env: { ...process.env, PORT: '0', PROCESSES: '1' },
    });
    onTestFinished(() => void server.kill());
    const { url, key } = await firstLine(server);
    const verified = ['run', '--silent', 'verify', '--', 'parcels', url, '--key', key];
    expect(await runIn(project, 'npm', verified)).toContain('random  1000 rows, every bit the same');
    expect(await runIn(project, 'npm', ['test'])).toMatch(/All \d+ tests passed/);

    const csv = [
      'colour,size,broken',
      ...Array.from({ length: 300 }, (_, k) => `${'rgb'[k % 3]},${k % 7},${k % 7 > 3 ? 1 : 0}`),
    ];
    await writeFile(join(project, 'toys.csv'), csv.join('\n'));
    await runIn(project, 'npm', ['run', 'new', '--', 'toys', 'toys.csv', '--target', 'broken']);
    expect(await runIn(project, 'npm', ['run', '--silent', 'train', '--', 'toys'])).toMatch(/^route toys = /m);
    expect(await runIn(project, 'npm', ['run', 'deploy', '--', '--env', 'dev', '--dry-run'])).toContain(
      'dev, as deployed',
    );
  },
  8 * MINUTES,
);
