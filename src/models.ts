import type { Context } from 'hono';
import { checkScope, findRoute } from './chosen-variant.ts';
import type { AppContext } from './context.ts';
import type { Environment } from './environment.ts';
import type { Registry, Variant } from './registry.ts';
import type { Route } from './routes.ts';

export interface ModelsOptions {
  environment: Pick<Environment, 'routes'>;
  registry: Registry;
}

/** `GET /models`: what is served. Behind the key, only the models that the key may ask. */
export function listModels({ environment, registry }: ModelsOptions) {
  return function listModels(c: Context<AppContext>): Response {
    const allowed = c.get('key')?.models ?? ['*'];
    const models = [...environment.routes]
      .filter(([model]) => allowed.includes('*') || allowed.includes(model))
      .map(([model, route]) => summary(model, route, variantsThatWork(registry, model)));
    return Response.json({ models });
  };
}

/** `GET /models/:model`: what a request must look like, and the figures of every variant. */
export function showModel({ environment, registry }: ModelsOptions) {
  return function showModel(c: Context<AppContext>): Response {
    const model = c.req.param('model') ?? '';
    const key = c.get('key');
    if (key) checkScope(key, model);
    const route = findRoute(environment.routes, model);
    const variants = variantsThatWork(registry, model);
    return Response.json({
      ...summary(model, route, variants),
      fields: variants[0]?.artifact.fields,
      variants: variants.map(({ artifact: { variant, digest, training, evaluation } }) => {
        return { variant, digest, rows: training.rows, evaluation };
      }),
    });
  };
}

function summary(model: string, { split, shadow }: Route, variants: readonly Variant[]) {
  return {
    model,
    title: variants[0]?.artifact.title,
    classes: variants[0]?.artifact.classes,
    serves: split,
    shadow,
    variants: variants.map(({ artifact: { variant, digest } }) => ({ variant, digest })),
  };
}

/** The variants of a model but those that cannot be compiled: a request for one of them is logged as an error. */
function variantsThatWork(registry: Registry, model: string): Variant[] {
  return registry.variants(model).flatMap((variant) => {
    try {
      return [registry.variant(model, variant)];
    } catch {
      return [];
    }
  });
}
