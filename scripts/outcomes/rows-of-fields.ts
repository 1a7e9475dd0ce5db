import type { Artifact, Field } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../src/core/encode.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import type { OutcomeFile, Text } from './outcome-file.ts';

/** The names of the fields that a file of outcomes lacks. */
export function missingFields({ names }: OutcomeFile, fields: readonly Pick<Field, 'name'>[]): string[] {
  return fields.map(({ name }) => name).filter((name) => !names.includes(name));
}

/**
 * Scores rows of a file by an artifact: category values are the texts of the file.
 * @param rows positions in the file
 * @param onRefused called with the position of a row that the artifact refuses, and with the reason; its logit is NaN
 * @returns the logit of each of these rows
 */
export function scoreFields(
  file: OutcomeFile,
  artifact: Pick<Artifact, 'intercept' | 'fields' | 'features'>,
  rows: Uint32Array,
  onRefused: (row: number, reason: string) => void,
): Float64Array {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  const cells = new Float64Array(artifact.fields.length);
  const columns = artifact.fields.map((field) => ({ field, texts: file.columns.get(field.name)! }));
  return Float64Array.from(rows, (row) => {
    const input = Object.fromEntries(columns.map(({ field, texts }) => [field.name, fieldValue(field, texts[row]!)]));
    const { errors } = encodeRow(encoder, input, cells);
    if (errors.length === 0) return logit(scorer, cells);
    onRefused(row, errors.map(({ detail }) => detail).join('; '));
    return Number.NaN;
  });
}

/** A number if the text is one; any other text stays as it is, and the encoder refuses it. */
function fieldValue({ type }: Field, text: Text): unknown {
  if (type === 'category' || type === 'timestamp' || text === null || text.trim() === '') return text;
  return Number.isNaN(Number(text)) ? text : Number(text);
}
