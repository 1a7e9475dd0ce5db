import type { Context } from 'hono';
import type { Example } from './core/artifact.ts';
import { encodeRow } from './core/encode.ts';
import { logit } from './core/score.ts';
import { sigmoid } from './core/sigmoid.ts';
import type { Environment } from './environment.ts';
import { Problem } from './problem.ts';
import type { Registry, Variant } from './registry.ts';
import { routedVariants } from './routes.ts';

/** How far an example may be from the figures that training wrote. */
const TOLERANCE = 1e-12;

/** `GET /health`: the Worker is alive. */
export function health(): Response {
  return Response.json({ status: 'ok' });
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
  return function ready(_: Context): Response {
    const failures = [...environment.routes].flatMap(([model, route]) =>
      routedVariants(route).flatMap((variant) => failure(registry, model, variant)),
    );
    if (failures.length === 0) return Response.json({ status: 'ready' });
    throw new Problem('not-ready', { headers: { 'retry-after': '60' }, cause: new Error(failures.join('; ')) });
  };
}

function failure(registry: Registry, model: string, variant: string): string[] {
  try {
    const ready = registry.variant(model, variant);
    const wrong = ready.artifact.examples.findIndex((example) => !reproduces(ready, example));
    return wrong < 0 ? [] : [`${model}/${variant}: example ${wrong} is not reproduced`];
  } catch (error) {
    return [String(error)];
  }
}

function reproduces({ contract, scorer }: Variant, example: Example): boolean {
  const cells = new Float64Array(contract.fields.length);
  if (encodeRow(contract, example.input, cells).errors.length > 0) return false;
  const scored = logit(scorer, cells);
  return Math.abs(scored - example.logit) <= TOLERANCE && Math.abs(sigmoid(scored) - example.probability) <= TOLERANCE;
}
