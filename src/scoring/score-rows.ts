import { logit } from '../core/score.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Chosen } from './choose-variant.ts';
import type { EncodedRows } from './encoded-rows.ts';
import type { Registry } from './registry.ts';
import { scoreShadows } from './shadow.ts';

/** The logits of encoded rows. Shadows are scored once the answer has left. */
export function scoreRows(
  call: RequestContext,
  registry: Registry,
  { variant: { artifact, encoder, scorer }, shadows }: Chosen,
  { cells, count }: EncodedRows,
): Float64Array {
  const width = artifact.fields.length;
  const logits = new Float64Array(count);
  for (let row = 0; row < count; row++) logits[row] = logit(scorer, cells, row * width);
  call.rows = count;
  if (shadows.length > 0) {
    const { model, variant } = artifact;
    const scored = { requestId: call.requestId, model, variant, encoder, cells, logits };
    call.execution.waitUntil(scoreShadows(registry, shadows, scored));
  }
  return logits;
}
