import { compileEncoder, encodeRow } from '../../../../src/core/encode.ts';
import { compileScorer, logit, prediction } from '../../../../src/core/score.ts';
import type { Drawn } from './random-artifact.ts';
import type { Row } from './random-rows.ts';

/** What the core answers to a row: the probability of the positive class; null if it refuses the row. */
export type Expected = number | null;

/** The answers of the core, with categories in their exact spelling unless folded. */
export function expected(
  { intercept, fields, features }: Omit<Drawn, 'classes'>,
  rows: readonly Row[],
  match: 'exact' | 'folded' = 'exact',
): Expected[] {
  const matched = fields.map((field) => (field.type === 'category' ? { ...field, match } : field));
  const encoder = compileEncoder(matched);
  const scorer = compileScorer({ intercept, fields, features });
  const cells = new Float64Array(fields.length);
  return rows.map((row) => {
    const { errors } = encodeRow(encoder, row, cells);
    return errors.length > 0 ? null : prediction(logit(scorer, cells))[1];
  });
}

/** The first difference of more than 1e-12 between answers, in words; undefined if there is none. */
export function difference(
  rows: readonly Row[],
  wanted: readonly Expected[],
  found: readonly { probability: unknown; problem: unknown }[],
): string | undefined {
  if (found.length !== rows.length) return `${found.length} answers to ${rows.length} rows`;
  for (const [k, { probability, problem }] of found.entries()) {
    const want = wanted[k]!;
    const isRefused = probability === null && typeof problem === 'string' && problem !== '';
    const isAnswered = typeof probability === 'number' && problem === null;
    const isRight = want === null ? isRefused : isAnswered && Math.abs(probability - want) <= 1e-12;
    if (!isRight) return `${JSON.stringify(rows[k])}: ${probability}, ${problem}; the core says ${want}`;
  }
  return undefined;
}
