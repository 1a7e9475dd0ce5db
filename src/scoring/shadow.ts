import type { RowEncoder } from '../core/encode.ts';
import { logit } from '../core/score.ts';
import { sigmoid } from '../core/sigmoid.ts';
import { writeLine } from '../http/log.ts';
import type { Registry } from './registry.ts';

/** A request that has been answered: its rows as cells, and the logits that the answer was made of. */
export interface Scored {
  requestId: string;
  model: string;
  variant: string;
  /** What the cells were made by. */
  encoder: RowEncoder;
  /** As many as the contract has fields for a row, one row after the other. */
  cells: Float64Array;
  logits: Float64Array;
}

/**
 * Scores the rows of an answered request by other variants and logs one line for each: the mean probabilities, the
 * largest difference of any row, and how many rows fall on the other side of one half. Waits for the answer to leave
 * first; a shadow that fails, or has other fields than the variant that answered, is logged and harms nothing.
 */
export async function scoreShadows(registry: Registry, shadows: readonly string[], scored: Scored): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  for (const shadow of shadows) writeLine(compare(registry, shadow, scored));
}

function compare(registry: Registry, shadow: string, scored: Scored) {
  const { requestId, model, variant, cells, logits } = scored;
  const line = { event: 'shadow', request_id: requestId, model, variant, shadow, rows: logits.length };
  try {
    const { scorer, encoder } = registry.variant(model, shadow);
    if (encoder !== scored.encoder) throw new Error(`${model}/${shadow} has other fields than ${variant}`);
    const width = encoder.fields.length;
    const answered = logits.map(sigmoid);
    const shadowed = logits.map((_, row) => sigmoid(logit(scorer, cells, row * width)));
    const differences = answered.map((probability, row) => Math.abs(probability - shadowed[row]!));
    return {
      ...line,
      mean: mean(answered),
      shadow_mean: mean(shadowed),
      largest_difference: differences.reduce((largest, difference) => Math.max(largest, difference), 0),
      disagreements: answered.filter((probability, row) => probability >= 0.5 !== shadowed[row]! >= 0.5).length,
    };
  } catch (error) {
    return { ...line, error: String(error) };
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
