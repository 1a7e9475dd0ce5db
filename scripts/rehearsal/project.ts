import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Field } from '../../src/core/artifact.ts';
import { childOutput } from '../cli/child-output.ts';
import { Failure } from '../cli/failure.ts';
import { productFile, productModule } from '../cli/product.ts';
import type { FieldDefinition, ModelDefinition } from '../models/definition.ts';
import { bareQuery } from '../training/rows/with-rows.ts';

/** A project of its own, in which an operator works. */
export interface Project {
  folder: string;
  /** Runs a command of this product in the project, such as `drift`, and returns what it prints. @throws {Failure} when it fails */
  run(command: string, ...args: string[]): Promise<string>;
  /** Commits everything. */
  commit(subject: string): Promise<void>;
}

/** What a project needs of the model that is rehearsed. */
export interface Rehearsed {
  model: string;
  variant: string;
  definition: ModelDefinition;
  /** The fields of the model that knows the whole time. */
  fields: readonly Field[];
  query: string;
  /** The data file. */
  data: string;
}

const AUTHOR = ['-c', 'user.name=operator', '-c', 'user.email=operator@example.org', '-c', 'commit.gpgsign=false'];

/**
 * Writes a project with one variant of a model, which knows only the rows before the held-out time, and a production
 * environment that logs every coded row.
 * @param variables of the processes that its commands run in
 */
export async function createProject(
  folder: string,
  rehearsed: Rehearsed,
  variables: Readonly<Record<string, string>>,
): Promise<Project> {
  const { model, variant, definition, query, data } = rehearsed;
  await rm(folder, { recursive: true, force: true });
  const models = join(folder, 'models', model);
  await mkdir(models, { recursive: true });
  const { draws: _, ...only } = definition.variants[variant]!;
  const fields = definition.fields.map((field) => forTimesAhead(field, rehearsed));
  const own = { ...definition, data: resolve(data), fields, variants: { [variant]: only } };
  const known = `SELECT * FROM (\n${bareQuery(query)}\n) WHERE ${definition.splits.time!.train}\n`;
  await writeFile(join(models, 'model.json'), JSON.stringify(own, undefined, 2));
  await writeFile(join(models, 'rows.sql'), known);
  await writeFile(join(folder, 'wrangler.toml'), await configOf(model, variant));
  await writeFile(join(folder, '.gitignore'), '.build/\n.wrangler/\nlogs/\nnode_modules\noutcomes/\n');
  const modules = existsSync('node_modules') ? resolve('node_modules') : productFile('node_modules');
  await symlink(modules, join(folder, 'node_modules'));
  const scripts = { bundle: `node ${JSON.stringify(productModule('scripts/bundle'))}` };
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module', scripts }));
  const git = (...args: string[]) => execute('git', args, folder, {});
  await git('init', '-q');
  return {
    folder,
    run: (command, ...args) =>
      execute(process.execPath, [productModule(`scripts/${command}`), ...args], folder, variables),
    async commit(subject) {
      await git('add', '-A');
      await git(...AUTHOR, 'commit', '-q', '-m', subject);
    },
  };
}

/**
 * A field for times to come. Days and months that are still ahead are no knowledge: their fields take the range of the whole
 * time. A category that the known rows lack contributes nothing, so that every row is answered.
 */
function forTimesAhead(field: FieldDefinition, { definition, fields }: Rehearsed): FieldDefinition {
  if (field.type === 'category') return { ...field, unknown: 'baseline' };
  const known = fields.find(({ name }) => name === field.name);
  const isCalendar = definition.splits.time?.order?.includes(field.name);
  if (!isCalendar || field.type !== 'integer' || known?.type !== 'integer') return field;
  return { ...field, minimum: known.minimum, maximum: known.maximum };
}

/** The product's own configuration, with one route, and the coded rows of all requests in the log. */
async function configOf(model: string, variant: string): Promise<string> {
  const config = await readFile(productFile('wrangler.toml'), 'utf8');
  return config
    .replace(/^name = .*$/m, 'name = "rehearsal"')
    .replaceAll(/^(\[(?:env\.\w+\.)?vars\.ROUTES\]\n)(?:[\w-]+ = .*\n)+/gm, `$1${model} = "${variant}"\n`)
    .replaceAll(/^MODELS_PUBLIC = true$/gm, 'MODELS_PUBLIC = true\nDRIFT_SAMPLE = 1');
}

/** Runs a program. @throws {Failure} with the last line that it wrote about its failure */
async function execute(
  program: string,
  args: readonly string[],
  cwd: string,
  variables: Readonly<Record<string, string>>,
): Promise<string> {
  const child = spawn(program, args, { cwd, env: { ...process.env, ...variables }, stdio: ['ignore', 'pipe', 'pipe'] });
  const { stdout, stderr, code } = await childOutput(child);
  if (code === 0) return stdout;
  throw new Failure(`${[program.split('/').at(-1), ...args].join(' ')}: ${stderr.trim().split('\n').at(-1)}`);
}
