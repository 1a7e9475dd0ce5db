import type { Field } from '../../src/core/field.ts';
import { Failure } from '../cli/command.ts';
import { type Connection, execute, identifier, select } from '../data-file/database.ts';
import { openSource } from '../data-file/source.ts';
import type { SourceColumn } from '../data-file/source-column.ts';
import type { TimeKind } from '../sql/field-cells.ts';
import { type FieldColumn, fieldColumn } from './field-columns.ts';

/** The rows of data files as the view `rows`: see `openRows`. */
export interface OpenRows {
  /** The columns of the files, in order; in `rows`, column k is `original_k`. */
  columns: readonly SourceColumn[];
  time: (field: Field) => TimeKind;
}

/**
 * Makes data files, one after the other, the view `rows`: their columns as they are, under the names of `originalName`;
 * the value of every field under its own name; and the text of every number and timestamp, under that of `textName`.
 * @param missing the marks of missing values that model.json gives
 * @throws {Failure} when a file cannot be read, has other columns than the first one, or lacks a field that may not be missing
 */
export async function openRows(
  connection: Connection,
  paths: readonly string[],
  fields: readonly Field[],
  missing: readonly string[] | undefined,
): Promise<OpenRows> {
  const columns = paths.length === 1 ? await openSource(connection, paths[0]!) : await openAll(connection, paths);
  const byName = new Map(columns.map((column) => [column.name, column]));
  const path = paths.join(', ');
  const absent = fields.filter((field) => field.missing === undefined && !byName.has(field.name));
  if (absent.length > 0) {
    const names = absent.map(({ name }) => name).join(', ');
    throw new Failure(`${path} has no column ${names}; it has ${[...byName.keys()].join(', ')}`);
  }
  const read = fields.map((field): FieldColumn => fieldColumn(field, byName.get(field.name), missing, path));
  const selected = [
    ...columns.map(({ name }, k) => `${identifier(name)} AS ${originalName(k)}`),
    ...read.map(({ field, value }) => `${value} AS ${identifier(field.name)}`),
    ...read.flatMap(({ field, text }, f) => (field.type === 'category' ? [] : [`${text} AS ${textName(f)}`])),
  ];
  await execute(connection, `CREATE VIEW rows AS SELECT ${selected.join(', ')} FROM source`, path);
  return { columns, time: (field) => read.find((one) => one.field === field)!.time };
}

/** The name of column k of the files in `rows`. */
export function originalName(k: number): string {
  return ownName(`original ${k}`);
}

/** The name of the text of field f in `rows`. */
export function textName(f: number): string {
  return ownName(`text ${f}`);
}

/** A name that no field has. */
export function ownName(name: string): string {
  return identifier(`edge-logit: ${name}`);
}

/** Makes files the view `source`, by the names of their columns. */
async function openAll(connection: Connection, paths: readonly string[]): Promise<SourceColumn[]> {
  const opened: SourceColumn[][] = [];
  for (const [k, path] of paths.entries()) opened.push(await openSource(connection, path, `source_${k}`));
  const first = opened[0]!;
  for (const [k, columns] of opened.entries()) {
    const names = columns.map(({ name }) => name);
    const more = names.find((name) => !first.some((column) => column.name === name));
    if (more !== undefined) throw new Failure(`${paths[k]} has a column ${more}, which ${paths[0]} has not`);
    const lost = first.find(({ name }) => !names.includes(name));
    if (lost) throw new Failure(`${paths[k]} has no column ${lost.name}, which ${paths[0]} has`);
  }
  const all = paths.map((_, k) => `SELECT * FROM source_${k}`).join(' UNION ALL BY NAME ');
  await execute(connection, `CREATE VIEW source AS ${all}`, paths.join(', '));
  const described = await select(connection, 'DESCRIBE source');
  return described.map(({ column_name, column_type }) => {
    return { name: String(column_name), type: String(column_type), guess: 'none' };
  });
}
