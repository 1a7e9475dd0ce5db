import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { Failure } from './command.ts';

/**
 * Reads a JSON file; with a schema, also checks it.
 * @throws {Failure} naming the file and every place in it that is wrong
 */
export function readJson(path: string): unknown;
export function readJson<T>(path: string, schema: z.ZodType<T>): T;
export function readJson(path: string, schema: z.ZodType = z.unknown()): unknown {
  return parseJson(readFileSync(path, 'utf8'), path, schema);
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/**
 * Parses the text of a JSON file and checks it.
 * @throws {Failure} naming the file and every place in it that is wrong
 */
export function parseJson<T>(text: string, path: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text.replace(BYTE_ORDER_MARK, ''));
  } catch (error) {
    throw new Failure(`${path} is not JSON: ${(error as SyntaxError).message}`);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`);
  throw new Failure(`${path}: ${errors.join('; ')}`);
}
