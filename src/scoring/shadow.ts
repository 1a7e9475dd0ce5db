import { logitsOf } from '../core/score.ts';
import { sigmoid } from '../core/sigmoid.ts';
import { writeLine } from '../http/log.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { EncodedRows } from './encoded-rows.ts';
import type { Registry, Variant } from './registry.ts';

/** A request that has been answered. */
export interface Answered {
  variant: Variant;
  rows: EncodedRows;
  /** The logits that the answer was made from. */
  logits: Float64Array;
}

/**
 * Scores the rows of a request with other variants, after the answer has been sent, and logs a line for each variant:
 * the mean probabilities, the largest difference in any row, and how many rows end up on the other side of one half. If
 * a shadow fails, or has other fields than the variant that answered, its line says so, and nothing else happens.
 * @returns how many rows were scored, and on the other side of one half; undefined without shadows
 */
export function scoreShadows(
  { execution, requestId, isLogged }: RequestContext,
  registry: Registry,
  shadows: readonly string[],
  answered: Answered,
): Promise<Record<string, number>> | undefined {
  if (shadows.length === 0 || answered.rows.count === 0) return undefined;
  const scored = logShadows();
  execution.waitUntil(scored);
  return scored;

  async function logShadows(): Promise<Record<string, number>> {
    await new Promise((resolve) => setTimeout(resolve, 0));
    const { model, variant } = answered.variant.artifact;
    const counts = { shadow_rows: 0, shadow_disagreements: 0 };
    for (const shadow of shadows) {
      const line = { event: 'shadow', request_id: requestId, model, variant, shadow, rows: answered.rows.count };
      const compared = compare(registry, shadow, answered);
      if (isLogged || 'error' in compared) writeLine({ ...line, ...compared });
      if ('error' in compared) continue;
      counts.shadow_rows += line.rows;
      counts.shadow_disagreements += compared.disagreements;
    }
    return counts;
  }
}

function compare(registry: Registry, shadow: string, { variant, rows, logits }: Answered) {
  const { model, variant: name } = variant.artifact;
  try {
    const other = registry.variant(model, shadow);
    if (other.encoder !== variant.encoder) throw new Error(`${model}/${shadow} has other fields than ${name}`);
    const answered = logits.map(sigmoid);
    const shadowed = logitsOf(other.scorer, rows).map(sigmoid);
    const differences = answered.map((probability, row) => Math.abs(probability - shadowed[row]!));
    return {
      mean: mean(answered),
      shadow_mean: mean(shadowed),
      largest_difference: differences.reduce((largest, difference) => Math.max(largest, difference), 0),
      disagreements: answered.filter((probability, row) => probability >= 0.5 !== shadowed[row]! >= 0.5).length,
    };
  } catch (error) {
    return { error: String(error) };
  }
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
