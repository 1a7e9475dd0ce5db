import { logit } from '../core/score.ts';
import type { EncodedRows } from './encoded-rows.ts';
import type { Variant } from './registry.ts';

/** The logit of each row. */
export function scoreRows({ encoder, scorer }: Variant, { cells, count }: EncodedRows): Float64Array {
  const width = encoder.fields.length;
  const logits = new Float64Array(count);
  for (let row = 0; row < count; row++) logits[row] = logit(scorer, cells, row * width);
  return logits;
}
