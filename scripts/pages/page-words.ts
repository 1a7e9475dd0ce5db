import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as z from 'zod';
import type { Field } from '../../src/core/artifact.ts';
import { Failure } from '../cli/command.ts';
import { readJson } from '../cli/read-json.ts';
import type { ArtifactFile } from '../models/artifact-errors.ts';

/** `models/<model>/words/<language>.json`: the words of the page for a model, in one language. All are optional. */
const wordsSchema = z.strictObject({
  title: z.string().optional(),
  /** Names of the negative and the positive class. */
  classes: z.tuple([z.string(), z.string()]).optional(),
  /** By field name: the label of the field, and the words for its categories. */
  fields: z
    .record(z.string(), z.strictObject({ label: z.string(), values: z.record(z.string(), z.string()).optional() }))
    .optional(),
  /** Words for the named thresholds. */
  thresholds: z.record(z.string(), z.string()).optional(),
  /** Descriptions of the variants. */
  variants: z.record(z.string(), z.string()).optional(),
  /** Advice on where the probability is lowest, such as “When to fly: best {lowest}”. */
  when: z.string().includes('{lowest}').optional(),
});

type Words = z.infer<typeof wordsSchema>;

/** Reads the words of every model that has some, by language. @throws {Failure} naming a field or category it lacks */
export async function pageWords(
  files: readonly ArtifactFile[],
  folder = 'models',
): Promise<Record<string, Record<string, Words>>> {
  const words: Record<string, Record<string, Words>> = {};
  for (const [model, variants] of Map.groupBy(files, ({ model }) => model)) {
    words[model] = await readWords(join(folder, model, 'words'), {
      fields: variants[0]!.artifact.fields,
      variants: variants.map(({ artifact }) => artifact.variant),
    });
  }
  return words;
}

/** The fields and variants that words may name. */
interface Subjects {
  fields: readonly Field[];
  variants: readonly string[];
}

async function readWords(folder: string, subjects: Subjects): Promise<Record<string, Words>> {
  const names: string[] = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.json')).sort();
  return Object.fromEntries(files.map((name) => [basename(name, '.json'), readLanguage(join(folder, name), subjects)]));
}

function readLanguage(path: string, { fields, variants }: Subjects): Words {
  const words = readJson(path, wordsSchema);
  for (const [name, { values = {} }] of Object.entries(words.fields ?? {})) {
    const field = fields.find((field) => field.name === name);
    if (field === undefined) throw new Failure(`${path}: fields.${name}: the model has no such field`);
    const known = new Set(field.type === 'category' ? field.vocabulary : []);
    const unknown = Object.keys(values).find((category) => !known.has(category));
    if (unknown !== undefined)
      throw new Failure(`${path}: fields.${name}.values: the field has no category ${unknown}`);
  }
  const missing = Object.keys(words.variants ?? {}).find((name) => !variants.includes(name));
  if (missing !== undefined) throw new Failure(`${path}: variants: the model has no variant ${missing}`);
  return words;
}
