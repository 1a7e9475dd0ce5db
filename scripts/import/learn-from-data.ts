import type { Artifact, Field } from '../../src/core/artifact.ts';
import { compileEncoder } from '../../src/core/encode.ts';
import { Failure } from '../cli/command.ts';
import { type Connection, identifier, select } from '../data-file/database.ts';
import { openData } from '../data-file/open-data.ts';
import type { ExchangeField, ExchangeModel } from '../exchange/exchange-model.ts';
import { type ArtifactContent, toArtifact } from '../exchange/to-artifact.ts';
import { averageLogOdds } from '../training/artifact/average-log-odds.ts';
import { frequenciesOf } from '../training/artifact/frequencies.ts';
import type { TrainingRows } from '../training/rows/rows.ts';

/** What a data file says about a model that other software has fitted. */
export interface Learned {
  /** The model, with the ends of the data for numbers that had no bounds. */
  model: ExchangeModel;
  content: ArtifactContent & Pick<Artifact, 'averageLogOdds' | 'frequencies'>;
  notes: string[];
}

/**
 * Learns from a file of rows what the source does not know: bounds of numbers, how often values and answers occur, and an
 * average row. No coefficient changes, and no outcome is read.
 * @throws {Failure} naming a column that the file lacks, or a field of timestamps
 */
export async function learnFromData(model: ExchangeModel, path: string): Promise<Learned> {
  const connection = await openData(path, {
    texts: model.fields.flatMap(({ name, type }) => (type === 'category' ? [name] : [])),
  });
  try {
    await requireColumns(connection, model, path);
    const fields: ExchangeField[] = [];
    for (const field of model.fields) fields.push(await bounded(connection, field));
    const bounds = { ...model, fields };
    const content = toArtifact(bounds);
    const { rows, refused } = await encodedRows(connection, content.fields);
    if (rows.observations === 0) throw new Failure(`${path}: the model refuses every row`);
    const notes =
      refused === 0 ? [] : [`the model refuses ${refused} of ${rows.observations + refused} rows of ${path}`];
    return {
      model: bounds,
      content: { ...content, averageLogOdds: averageLogOdds(content, rows), frequencies: frequenciesOf(content, rows) },
      notes,
    };
  } finally {
    connection.closeSync();
  }
}

async function requireColumns(connection: Connection, { fields }: ExchangeModel, path: string): Promise<void> {
  const columns = await select(connection, 'SELECT column_name AS name FROM (DESCRIBE data)');
  const known = new Set(columns.map(({ name }) => name));
  const missing = fields.find(({ name }) => !known.has(name));
  if (missing)
    throw new Failure(`${path} has no column ${JSON.stringify(missing.name)}, only ${[...known].join(', ')}`);
  const timestamp = fields.find(({ type }) => type === 'timestamp');
  if (timestamp) throw new Failure(`--data: ${timestamp.name} is a timestamp, which cannot be learned from here`);
}

/** A number with the ends of the data where it has none. */
async function bounded(connection: Connection, field: ExchangeField): Promise<ExchangeField> {
  if (field.type !== 'number') return field;
  const column = `${identifier(field.name)}::DOUBLE`;
  const [ends] = await select(
    connection,
    `SELECT min(${column}) AS least, max(${column}) AS most FROM data`,
    field.name,
  );
  const { least, most } = ends as { least: number | null; most: number | null };
  const minimum = field.minimum ?? least;
  const maximum = field.maximum ?? most;
  if (minimum === null || maximum === null || minimum > maximum) return field;
  return { ...field, minimum, maximum };
}

/** The rows as cells, without those that the model refuses. */
async function encodedRows(
  connection: Connection,
  fields: readonly Field[],
): Promise<{ rows: TrainingRows; refused: number }> {
  const { fields: encoded } = compileEncoder(fields);
  const types = { category: 'VARCHAR', integer: 'DOUBLE', number: 'DOUBLE', timestamp: 'VARCHAR' };
  const columns = fields.map(({ name, type }, f) => `${identifier(name)}::${types[type]} AS c${f}`);
  const found = await select(connection, `SELECT ${columns.join(', ')} FROM data`, 'the data file');
  const cells = found.flatMap((row) => {
    const own = encoded.map(({ cell, substitute }, f) => {
      const value = row[`c${f}`];
      const taken = cell(value);
      return Number.isNaN(taken) ? substitute(value) : taken;
    });
    return own.includes(Number.NaN) ? [] : [own];
  });
  const zeros = () => new Uint8Array(cells.length);
  const rows: TrainingRows = {
    fields: [...fields],
    observations: cells.length,
    cells: new Map(fields.map(({ name }, f) => [name, Float64Array.from(cells, (row) => row[f]!)])),
    weight: new Float64Array(cells.length).fill(1),
    positives: new Float64Array(cells.length),
    randomSplit: zeros(),
    timeSplit: zeros(),
  };
  return { rows, refused: found.length - cells.length };
}
