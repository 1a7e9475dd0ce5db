import type { Artifact, Field } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../src/core/encode.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import { Failure } from '../cli/command.ts';
import { logOdds } from '../maths/log-odds.ts';
import { identifier, openData, select } from '../training/rows/database.ts';
import type { Outcomes } from './intercept-shift.ts';
import { fittedIntercept } from './recalibrated-artifact.ts';

/**
 * Reads the outcomes of rows: a file with a column `outcome` (or `target`) of 0 and 1 and either the fields of the model,
 * which are scored again, or the `probability` that the current artifact answered.
 * @throws {Failure} naming the column or the row that is wrong
 */
export async function readOutcomes(path: string, artifact: Artifact): Promise<Outcomes> {
  const connection = await openData(path);
  try {
    const described = await select(connection, 'DESCRIBE data');
    const columns = described.map((column) => String(column.column_name));
    const outcome = ['outcome', 'target'].find((name) => columns.includes(name));
    if (outcome === undefined) throw new Failure(`${path} has no column outcome or target, only ${columns.join(', ')}`);
    const missing = artifact.fields.map(({ name }) => name).filter((name) => !columns.includes(name));
    if (missing.length > 0 && !columns.includes('probability')) {
      throw new Failure(
        `${path} needs every field of ${artifact.model}, or a column probability; missing: ${missing.join(', ')}`,
      );
    }
    const used = missing.length === 0 ? artifact.fields.map(({ name }) => name) : ['probability'];
    const texts = [...used, outcome].map((name) => `${identifier(name)}::VARCHAR AS ${identifier(name)}`);
    const rows = await select(connection, `SELECT ${texts.join(', ')} FROM data`, path);
    if (rows.length === 0) throw new Failure(`${path} has no rows: there is nothing to recalibrate from`);
    return {
      logit: missing.length === 0 ? scoredAgain(rows, artifact, path) : answered(rows, artifact, path),
      weight: new Float64Array(rows.length).fill(1),
      positives: Float64Array.from(rows, (row, r) => binary(row[outcome], `${path}, row ${r + 1}: ${outcome}`)),
    };
  } finally {
    connection.closeSync();
  }
}

type Texts = Record<string, unknown>;

function scoredAgain(rows: readonly Texts[], artifact: Artifact, path: string): Float64Array {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer({ ...artifact, intercept: fittedIntercept(artifact) });
  const cells = new Float64Array(artifact.fields.length);
  return Float64Array.from(rows, (row, r) => {
    const input = Object.fromEntries(artifact.fields.map((field) => [field.name, fieldValue(field, row[field.name])]));
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
  return Float64Array.from(rows, ({ probability: text }, r) => {
    const probability = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
    if (!(probability >= 0 && probability <= 1)) {
      throw new Failure(`${path}, row ${r + 1}: probability is ${text}: expected a number from 0 to 1`);
    }
    return logOdds(probability) - shift;
  });
}

function binary(text: unknown, place: string): number {
  if (text === 'true') return 1;
  if (text === 'false') return 0;
  const outcome = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  if (outcome === 0 || outcome === 1) return outcome;
  throw new Failure(`${place} is ${text}: expected 0 or 1`);
}
