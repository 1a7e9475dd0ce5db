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

/**
 * `GET /ready` and its like in `/v2`: every variant that a route needs, shadows too, reproduces its examples.
 * @throws {Problem} 503 if one does not; the log names it
 */
export function ready({ environment, registry }: Service, body: object) {
  return function ready(): Outcome {
    const failures = [...environment.routes].flatMap(([model, route]) =>
      routedVariants(route).flatMap((variant) => failure(registry, model, variant)),
    );
    if (failures.length === 0) return { answer: json(body) };
    throw new Problem('not-ready', { headers: { 'retry-after': '60' }, cause: new Error(failures.join('; ')) });
  };
}

function failure(registry: Registry, model: string, variant: string): string[] {
  try {
    const { artifact, encoder, scorer } = registry.variant(model, variant);
    const wrong = artifact.examples.findIndex((example) => !reproduces(encoder, scorer, example));
    return wrong < 0 ? [] : [`${model}/${variant} does not reproduce example ${wrong}`];
  } catch (error) {
    return [String(error)];
  }
}
