import type { Environment } from '../config/environment.ts';
import type { ModelRoute } from '../config/model-routes.ts';
import { answeredEvaluation } from '../core/contract/answered-evaluation.ts';
import { modelGuide } from '../core/contract/model-guide.ts';
import { optionNames } from '../core/contract/option-schemas.ts';
import { type Answer, json } from '../http/answer.ts';
import type { RequestContext } from '../http/request-context.ts';
import { checkScope, findRoute } from '../scoring/choose-variant.ts';
import type { Registry, Variant } from '../scoring/registry.ts';

export interface ModelsOptions {
  environment: Pick<Environment, 'routes' | 'limits'>;
  registry: Registry;
}

/** Where machines and people find the rest (RFC 8631). */
const LINKS = [
  '</openapi.json>; rel="service-desc"; type="application/vnd.oai.openapi+json;version=3.1"',
  '</docs>; rel="service-doc"; type="text/html"',
].join(', ');

/** `GET /models`: what is served. Behind the key, only the models that the key may ask. */
export function listModels({ environment, registry }: ModelsOptions) {
  return function listModels({ key }: RequestContext): Answer {
    const allowed = key?.models ?? ['*'];
    const models = [...environment.routes]
      .filter(([model]) => allowed.includes('*') || allowed.includes(model))
      .map(([model, route]) => summary(model, route, variantsThatWork(registry, model)));
    return json({ models }, { link: LINKS });
  };
}

/** `GET /models/:model`: all that a client needs to know of a model, and the figures of every variant. */
export function showModel({ environment, registry }: ModelsOptions) {
  return function showModel({ parameters: { model = '' }, key }: RequestContext): Answer {
    if (key) checkScope(key, model);
    const route = findRoute(environment.routes, model);
    const variants = variantsThatWork(registry, model);
    const shown = {
      ...summary(model, route, variants),
      ...(variants[0] && modelGuide(variants[0].artifact, environment.limits)),
      variants: variants.map(figures),
    };
    return json(shown, { link: LINKS });
  };
}

function summary(model: string, { split, shadow }: ModelRoute, variants: readonly Variant[]) {
  return {
    model,
    title: variants[0]?.artifact.title,
    classes: variants[0]?.artifact.classes,
    serves: split,
    shadow,
    variants: variants.map(({ artifact: { variant, digest } }) => ({ variant, digest })),
  };
}

function figures({ artifact, intervals }: Variant) {
  const { variant, digest, description, training } = artifact;
  return {
    variant,
    digest,
    description,
    rows: training.rows,
    interval: intervals !== undefined,
    options: optionNames(artifact),
    recalibration: training.recalibration,
    evaluation: answeredEvaluation(artifact),
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
