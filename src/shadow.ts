import { logit } from './core/score.ts';
import { sigmoid } from './core/sigmoid.ts';
import type { Registry } from './registry.ts';

/** A request that has been answered: its rows as cells, and the logits that the answer was made of. */
export interface Scored {
  requestId: string;
  model: string;
  variant: string;
  cells: readonly Float64Array[];
  logits: readonly number[];
}

/**
 * Scores the rows of an answered request by other variants and logs one line for each, with mean probabilities. Waits
 * for the answer to leave first; a shadow that fails is logged and harms nothing.
 */
export async function scoreShadows(registry: Registry, shadows: readonly string[], scored: Scored): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
  for (const shadow of shadows) console.log(JSON.stringify(compare(registry, shadow, scored)));
}

function compare(registry: Registry, shadow: string, { requestId, model, variant, cells, logits }: Scored) {
  const line = { event: 'shadow', request_id: requestId, model, variant, shadow, rows: cells.length };
  try {
    const { scorer } = registry.variant(model, shadow);
    const probabilities = cells.map((row) => sigmoid(logit(scorer, row)));
    return { ...line, mean: mean(logits.map(sigmoid)), shadow_mean: mean(probabilities) };
  } catch (error) {
    return { ...line, error: String(error) };
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
