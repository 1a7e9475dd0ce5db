import type { Context } from 'hono';
import type { KeyRecord } from './api-key.ts';
import { readJson } from './body.ts';
import type { AppContext } from './context.ts';
import type { Artifact } from './core/artifact.ts';
import { logit, prediction } from './core/score.ts';
import type { Environment } from './environment.ts';
import { Problem } from './problem.ts';
import type { Registry } from './registry.ts';
import type { Route, Routes } from './routes.ts';
import { encodeRows, type Rows } from './rows.ts';
import { scoreShadows } from './shadow.ts';
import { pickVariant, subjectOf } from './split.ts';

export interface InferenceOptions {
  environment: Pick<Environment, 'routes' | 'limits'>;
  registry: Registry;
}

/**
 * `POST /inference/:model` and `/inference/:model/:variant`: the probabilities of both classes, for a row or a batch.
 * Without a variant in the path the route picks one: always the same for a subject, which is the header `x-subject`
 * or else the key.
 */
export function inference({ environment, registry }: InferenceOptions) {
  return async function infer(c: Context<AppContext>): Promise<Response> {
    const { model = '', variant: wanted } = c.req.param();
    const key = c.get('key')!;
    checkScope(key, model);
    const route = findRoute(environment.routes, model);
    const name = wanted ?? pickVariant(route.split, model, subjectOf(c.req.header('x-subject')) ?? key.id);
    checkVariant(registry, model, name);
    c.set('model', model);
    c.set('variant', name);

    const { artifact, contract, scorer } = registry.variant(model, name);
    const body = await readJson(c.req.raw, environment.limits.bodyBytes);
    const rows = encodeRows(contract, body, environment.limits.rows);
    const logits = rows.cells.map((cells) => logit(scorer, cells));
    c.set('rows', logits.length);

    const shadows = route.shadow.filter((shadow) => shadow !== name);
    if (shadows.length > 0) {
      const scored = { requestId: c.get('requestId'), model, variant: name, cells: rows.cells, logits };
      c.executionCtx.waitUntil(scoreShadows(registry, shadows, scored));
    }
    return reply(artifact, rows, logits);
  };
}

/** Refuses a key that is not for this model. @throws {Problem} 403 */
export function checkScope({ models }: KeyRecord, model: string): void {
  if (!models.includes('*') && !models.includes(model)) throw new Problem('forbidden');
}

/** The route of a model. @throws {Problem} 404 when none serves it */
export function findRoute(routes: Routes, model: string): Route {
  const route = routes.get(model);
  if (route) return route;
  throw new Problem('unknown-model', { detail: `There is no model ${model}; GET /models tells which there are.` });
}

function checkVariant(registry: Registry, model: string, variant: string): void {
  const variants = registry.variants(model);
  if (variants.includes(variant)) return;
  const detail = `The model ${model} has no variant ${variant}; its variants: ${variants.join(', ')}.`;
  throw new Problem('unknown-variant', { detail });
}

/** The envelope of the service that this one replaces, and the variant that answered. */
function reply({ model, variant, digest }: Artifact, { batch, warnings }: Rows, logits: readonly number[]): Response {
  const answer = batch ? { predictions: logits.map(prediction) } : { prediction: prediction(logits[0]!) };
  const body = { ...answer, model, variant, ...(warnings.length > 0 && { warnings }) };
  return Response.json({ statusCode: 200, body }, { headers: { 'x-model-digest': digest } });
}
