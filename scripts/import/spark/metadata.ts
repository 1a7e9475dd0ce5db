import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Failure } from '../../cli/failure.ts';
import { parseJson } from '../../cli/read-json.ts';
import { readSource } from '../source-file.ts';

const metadataSchema = z.object({
  class: z.string(),
  sparkVersion: z.string().max(40),
  uid: z.string(),
  paramMap: z.record(z.string(), z.unknown()),
  defaultParamMap: z.record(z.string(), z.unknown()).default({}),
});

/** What Spark writes about a saved stage, and its folder. */
export interface Metadata extends z.infer<typeof metadataSchema> {
  folder: string;
}

/** Whether a folder is something that Spark ML saved. */
export function hasMetadata(folder: string): boolean {
  return existsSync(join(folder, 'metadata', '_SUCCESS')) || globSync(join(folder, 'metadata', 'part-*')).length > 0;
}

/** Reads the metadata of a saved stage. @throws {Failure} naming the folder and what is wrong */
export function readMetadata(folder: string): Metadata {
  const [file] = globSync('part-*', { cwd: join(folder, 'metadata') }).sort();
  if (file === undefined) throw new Failure(`${folder} has no file metadata/part-*: it is not a saved Spark model`);
  const path = join(folder, 'metadata', file);
  return { folder, ...parseJson(readSource(path).toString(), path, metadataSchema) };
}

/** The last part of a class: `StringIndexerModel`. */
export function className(metadata: Metadata): string {
  return metadata.class.replace(/^.*\./, '');
}

/** A parameter of a stage, as set or by default. @throws {Failure} naming the stage and the parameter if it is something else */
export function parameter<T>(metadata: Metadata, name: string, schema: z.ZodType<T>): T {
  const { paramMap, defaultParamMap } = metadata;
  const found = Object.hasOwn(paramMap, name) ? paramMap[name] : defaultParamMap[name];
  const parsed = schema.safeParse(found);
  if (parsed.success) return parsed.data;
  throw refusal(metadata, `has ${name} ${JSON.stringify(found) ?? 'undefined'}: ${parsed.error.issues[0]!.message}`);
}

/** The inputs and outputs of a stage that takes one column or several. */
export function columnPairs(metadata: Metadata): { input: string; output: string }[] {
  const names = z.array(z.string()).optional();
  const inputs = parameter(metadata, 'inputCols', names) ?? [parameter(metadata, 'inputCol', z.string())];
  const outputs = parameter(metadata, 'outputCols', names) ?? [parameter(metadata, 'outputCol', z.string())];
  if (inputs.length !== outputs.length) throw refusal(metadata, 'has other numbers of inputs and outputs');
  return inputs.map((input, k) => ({ input, output: outputs[k]! }));
}

/** The error that a stage cannot be imported. */
export function refusal(metadata: Metadata, why: string): Failure {
  return new Failure(`${className(metadata)} ${metadata.uid} ${why}`);
}
