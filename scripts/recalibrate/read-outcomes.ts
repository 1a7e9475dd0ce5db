import type { Artifact, Field } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../src/core/encode.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import { Failure } from '../cli/command.ts';
import { openDatabase, select } from '../data-file/database.ts';
import { openSource } from '../data-file/source.ts';
import { textOf } from '../data-file/source-column.ts';
import { logOdds } from '../maths/log-odds.ts';
import type { ModelDefinition } from '../models/definition.ts';
import type { Outcomes } from './intercept-shift.ts';
import { type OutcomeClusters, outcomeClusters } from './outcome-clusters.ts';
import { fittedIntercept } from './recalibrated-artifact.ts';

/**
 * Reads the outcomes of rows: a file with a column `outcome` (or `target`) of 0 and 1 and either the fields of the model,
 * which are scored again, or the `probability` that the current artifact answered. Categories are the texts in the file.
 * @throws {Failure} naming the column or the row that is wrong
 */
export async function readOutcomes(
  path: string,
  artifact: Artifact,
  definition: Pick<ModelDefinition, 'fields' | 'splits'>,
): Promise<Outcomes & { clusters?: OutcomeClusters }> {
  const connection = await openDatabase();
  try {
    const columns = new Map((await openSource(connection, path)).map((column) => [column.name, column]));
    const outcome = ['outcome', 'target'].find((name) => columns.has(name));
    if (outcome === undefined) {
      throw new Failure(`${path} has no column outcome or target, only ${[...columns.keys()].join(', ')}`);
    }
    const missing = artifact.fields.map(({ name }) => name).filter((name) => !columns.has(name));
    if (missing.length > 0 && !columns.has('probability')) {
      throw new Failure(
        `${path} needs every field of ${artifact.model}, or a column probability; missing: ${missing.join(', ')}`,
      );
    }
    const used = missing.length === 0 ? artifact.fields.map(({ name }) => name) : ['probability'];
    const texts = [outcome, ...used].map((name, k) => `${textOf(columns.get(name)!)} AS c${k}`);
    const found = await select(connection, `SELECT ${texts.join(', ')} FROM source`, `the data file ${path}`);
    if (found.length === 0) throw new Failure(`${path} has no rows: there is nothing to recalibrate from`);
    const rows = found.map((row) => used.map((_, k) => row[`c${k + 1}`]));
    const clusters = await outcomeClusters(connection, definition, columns);
    return {
      logit: missing.length === 0 ? scoredAgain(rows, artifact, path) : answered(rows, artifact, path),
      weight: new Float64Array(rows.length).fill(1),
      positives: Float64Array.from(found, ({ c0 }, r) => binary(c0, `${path}, row ${r + 1}: ${outcome}`)),
      ...(clusters && { clusters }),
    };
  } finally {
    connection.closeSync();
  }
}

/** The texts of a row, in the order of the columns that are used. */
type Texts = readonly unknown[];

function scoredAgain(rows: readonly Texts[], artifact: Artifact, path: string): Float64Array {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer({ ...artifact, intercept: fittedIntercept(artifact) });
  const cells = new Float64Array(artifact.fields.length);
  return Float64Array.from(rows, (row, r) => {
    const input = Object.fromEntries(artifact.fields.map((field, f) => [field.name, fieldValue(field, row[f])]));
    const { errors } = encodeRow(encoder, input, cells);
    if (errors.length > 0) throw new Failure(`${path}, row ${r + 1}: ${errors.map(({ detail }) => detail).join('; ')}`);
    return logit(scorer, cells);
  });
}

/** A number if the text is one; any other text stays as it is, and the encoder refuses it. */
function fieldValue({ type }: Field, text: unknown): unknown {
  if (type === 'category' || typeof text !== 'string' || text.trim() === '') return text;
  return Number.isNaN(Number(text)) ? text : Number(text);
}

function answered(rows: readonly Texts[], { training }: Artifact, path: string): Float64Array {
  const shift = training.recalibration?.shift ?? 0;
  return Float64Array.from(rows, ([text], r) => {
    const probability = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
    if (!(probability >= 0 && probability <= 1)) {
      throw new Failure(`${path}, row ${r + 1}: probability is ${text}: expected a number from 0 to 1`);
    }
    return logOdds(probability) - shift;
  });
}

function binary(text: unknown, place: string): number {
  if (typeof text === 'string' && /^true$/i.test(text)) return 1;
  if (typeof text === 'string' && /^false$/i.test(text)) return 0;
  const outcome = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (outcome === 0 || outcome === 1) return outcome;
  throw new Failure(`${place} is ${text}: expected 0 or 1`);
}
