import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const PARTS = [
  ...['.github', 'loadtest', 'models', 'scripts', 'src', 'test'],
  ...['README.md', 'package.json', 'tsconfig.json', 'vitest.config.ts', 'wrangler.toml'],
];

/** A copy of the project, in which a test may add models. */
export interface ScratchProject {
  folder: string;
  /** Runs lines of a shell in it. */
  shell(text: string): Promise<{ stdout: string; stderr: string }>;
  /** Adds a line to the routes of every environment. */
  addRoute(line: string): Promise<void>;
  remove(): Promise<void>;
}

/** Copies the project to a new folder; packages are those of the project. */
export async function scratchProject(): Promise<ScratchProject> {
  const folder = await mkdtemp(join(tmpdir(), 'scratch-project-'));
  await Promise.all(PARTS.map((name) => cp(name, join(folder, name), { recursive: true })));
  await symlink(resolve('node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    shell: (text) => promisify(execFile)('sh', ['-ec', text], { cwd: folder, maxBuffer: 1e8 }),
    async addRoute(line) {
      const path = join(folder, 'wrangler.toml');
      const toml = await readFile(path, 'utf8');
      await writeFile(
        path,
        toml.replaceAll(/^\[(env\.\w+\.)?vars\.ROUTES\]\n/gm, (heading) => `${heading}${line.trim()}\n`),
      );
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
