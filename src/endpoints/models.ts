import type { KeyRecord } from '../api-key.ts';
import { answeredEvaluation } from '../core/contract/answered-evaluation.ts';
import { modelGuide } from '../core/contract/model-guide.ts';
import { optionNames } from '../core/contract/option-schemas.ts';
import { callableVariants, type ModelRoute } from '../core/contract/variables.ts';
import { json, type Outcome } from '../http/answer.ts';
import type { RequestContext } from '../http/request-context.ts';
import { checkScope, findRoute } from '../scoring/choose-variant.ts';
import type { Registry, Variant } from '../scoring/registry.ts';
import type { Service } from '../scoring/service.ts';

/** Where programs and people find the documentation (RFC 8631). */
const LINKS = [
  '</openapi.json>; rel="service-desc"; type="application/vnd.oai.openapi+json;version=3.1"',
  '</docs>; rel="service-doc"; type="text/html"',
].join(', ');

/** `GET /models`: the models that are served; where a key is needed, only those that the key may ask. */
export function listModels({ environment, registry }: Service) {
  return function listModels(_: RequestContext, key?: KeyRecord): Outcome {
    const allowed = key?.models ?? ['*'];
    const models = [...environment.routes]
      .filter(([model]) => allowed.includes('*') || allowed.includes(model))
      .map(([model, route]) => summary(model, route, variantsThatWork(registry, model, route)));
    return { answer: json({ models }, { link: LINKS }) };
  };
}

/** `GET /models/:model`: what a client needs to use a model, and the figures of each variant. @throws {Problem} 403, 404 */
export function showModel({ environment, registry }: Service) {
  return function showModel({ parameters: { model = '' } }: RequestContext, key?: KeyRecord): Outcome {
    if (key) checkScope(key, model);
    const route = findRoute(environment.routes, model);
    const variants = variantsThatWork(registry, model, route);
    const shown = {
      ...summary(model, route, variants),
      ...(variants[0] && modelGuide(variants[0].artifact, environment.limits)),
      variants: variants.map(figures),
    };
    return { answer: json(shown, { link: LINKS }) };
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

/** The callable variants of a model that can be compiled. A request for any other one is logged as an error. */
function variantsThatWork(registry: Registry, model: string, route: ModelRoute): Variant[] {
  return callableVariants(route).flatMap((variant) => {
    try {
      return [registry.variant(model, variant)];
    } catch {
      return [];
    }
  });
}
