import type { Environment } from '../config/environment.ts';
import { routedVariants } from '../config/model-routes.ts';
import { reproduces } from '../core/reproduce.ts';
import { type Answer, json } from '../http/answer.ts';
import { Problem } from '../http/problem.ts';
import type { Registry } from '../scoring/registry.ts';

/** `GET /health`: the Worker is alive. */
export function health(): Answer {
  return json({ status: 'ok' });
}

export interface ReadyOptions {
  environment: Pick<Environment, 'routes'>;
  registry: Registry;
}

/**
 * `GET /ready`: every variant that a route needs, shadows too, reproduces the examples it came with.
 * @throws {Problem} 503 when one does not; which one is logged
 */
export function ready({ environment, registry }: ReadyOptions) {
  return function ready(): Answer {
    const failures = [...environment.routes].flatMap(([model, route]) =>
      routedVariants(route).flatMap((variant) => failure(registry, model, variant)),
    );
    if (failures.length === 0) return json({ status: 'ready' });
    throw new Problem('not-ready', { headers: { 'retry-after': '60' }, cause: new Error(failures.join('; ')) });
  };
}

function failure(registry: Registry, model: string, variant: string): string[] {
  try {
    const { artifact, encoder, scorer } = registry.variant(model, variant);
    const wrong = artifact.examples.findIndex((example) => !reproduces(encoder, scorer, example));
    return wrong < 0 ? [] : [`${model}/${variant}: example ${wrong} is not reproduced`];
  } catch (error) {
    return [String(error)];
  }
}
