import type { Facts } from '../http/answer.ts';
import type { RequestContext } from '../http/request-context.ts';
import { codedRows } from './coded-rows.ts';
import type { Registry } from './registry.ts';
import { type Answered, scoreShadows } from './shadow.ts';

/** What the log and the numbers say about a request that was answered; its shadows are scored after the answer. */
export function answeredFacts(
  context: RequestContext,
  registry: Registry,
  shadows: readonly string[],
  answered: Answered,
): Facts {
  const { variant, rows, logits } = answered;
  const { model, variant: name, digest } = variant.artifact;
  const counts = rows.positional?.facts ?? { rows: rows.count, substituted: rows.warnings.length };
  const facts = { model, variant: name, digest, ...counts, logits };
  const later = scoreShadows(context, registry, shadows, answered);
  return { ...facts, ...(context.isCoded && { coded: codedRows(answered) }), ...(later && { later }) };
}
