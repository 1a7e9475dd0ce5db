import { routedVariants } from '../core/contract/variables.ts';
import { reproduces } from '../core/reproduce.ts';
import { json, type Outcome } from '../http/answer.ts';
import { Problem } from '../http/problem.ts';
import type { Registry } from '../scoring/registry.ts';
import type { Service } from '../scoring/service.ts';

/** `GET /health`: the Worker is alive. */
export function health(): Outcome {
  return { answer: json({ status: 'ok' }) };
}

/** How many variants one request checks at most, and how many examples of each. */
const MOST_VARIANTS = 8;
const MOST_EXAMPLES = 3;

/**
 * Checks that the variants that routes need, shadows too, reproduce their examples. Everybody may ask, so a request checks
 * only MOST_VARIANTS of those that this isolate has not checked yet; the next requests go on. The verdict on a variant is
 * kept: what is bundled does not change.
 * @returns a function that throws a Problem, 503, if a variant is known to be wrong; the log names it
 */
export function createReadinessCheck({ environment, registry }: Service): () => void {
  const unchecked = [...environment.routes].flatMap(([model, route]) =>
    routedVariants(route).map((variant) => ({ model, variant })),
  );
  const failures: string[] = [];
  return function checkReadiness() {
    for (const { model, variant } of unchecked.splice(0, MOST_VARIANTS)) {
      failures.push(...failure(registry, model, variant));
    }
    if (failures.length === 0) return;
    throw new Problem('not-ready', { headers: { 'retry-after': '60' }, cause: new Error(failures.join('; ')) });
  };
}

/** `GET /ready` and its like in `/v2`. @throws {Problem} 503 if a variant does not reproduce its examples */
export function ready(checkReadiness: () => void, body: object) {
  return function ready(): Outcome {
    checkReadiness();
    return { answer: json(body) };
  };
}

function failure(registry: Registry, model: string, variant: string): string[] {
  try {
    const { artifact, encoder, scorer } = registry.variant(model, variant);
    const wrong = artifact.examples
      .slice(0, MOST_EXAMPLES)
      .findIndex((example) => !reproduces(encoder, scorer, example));
    return wrong < 0 ? [] : [`${model}/${variant} does not reproduce example ${wrong}`];
  } catch (error) {
    return [String(error)];
  }
}
