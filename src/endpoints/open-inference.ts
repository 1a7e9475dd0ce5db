import { version } from '../../package.json';
import { checkRows } from '../access/rate-limit.ts';
import type { KeyRecord } from '../api-key.ts';
import { OUTPUT, rowsOf, tensorsOf } from '../core/contract/open-inference.ts';
import { callableVariants } from '../core/contract/variables.ts';
import type { Issue } from '../core/encode.ts';
import { logitsOf, prediction } from '../core/score.ts';
import { type Answer, json, type Outcome } from '../http/answer.ts';
import type { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import { answeredFacts } from '../scoring/answered-facts.ts';
import { checkScope, checkVariant, chooseVariant, findRoute } from '../scoring/choose-variant.ts';
import { type EncodedRows, encodeRows } from '../scoring/encoded-rows.ts';
import { refuseOptions } from '../scoring/options.ts';
import type { Variant } from '../scoring/registry.ts';
import type { Service } from '../scoring/service.ts';
import { invalidTensors, readTensors } from './tensors.ts';

/** The name of the server in the protocol. */
const SERVER = { name: 'edge-logit', version, extensions: [] };

/** `GET /v2`: what kind of server this is. */
export function serverMetadata(): Outcome {
  return { answer: json(SERVER) };
}

/** `GET /v2/health/live` */
export function live(): Outcome {
  return { answer: json({ live: true }) };
}

/** The answer of `GET /v2/health/ready`: `live` as the protocol says, and `ready`, which KServe's clients read. */
export const SERVER_READY = { live: true, ready: true };

/** `GET /v2/models/:model[/versions/:variant]`: inputs and outputs. @throws {Problem} 403, 404 */
export function modelMetadata(service: Service) {
  return function modelMetadata(context: RequestContext, key?: KeyRecord): Outcome {
    const { name, variants, variant } = findModel(context, service, key);
    const { artifact } = service.registry.variant(name, variant);
    return { answer: json({ name, versions: variants, platform: SERVER.name, ...tensorsOf(artifact.fields) }) };
  };
}

/** `GET /v2/models/:model[/versions/:variant]/ready`: the variant can be compiled. @throws {Problem} 403, 404 */
export function modelReady(service: Service) {
  return function modelReady(context: RequestContext, key?: KeyRecord): Outcome {
    const { name, variant } = findModel(context, service, key);
    service.registry.variant(name, variant);
    return { answer: json({ name, ready: true }) };
  };
}

/**
 * `POST /v2/models/:model[/versions/:variant]/infer`: the same probabilities as `/inference`, for the rows of tensors.
 * @throws {Problem} 403, 404, 431
 */
export function infer({ environment, registry }: Service) {
  const { limits, routes, tiers } = environment;

  return async function infer(context: RequestContext, key: KeyRecord): Promise<Outcome> {
    const { model, variant: name, shadows } = chooseVariant(context, routes, key);
    const facts = { model, variant: name };
    try {
      const variant = registry.variant(model, name);
      refuseOptions(context.request.url);
      const request = await readTensors(context.request, limits.bodyBytes);
      const { rows: instances, errors } = rowsOf(request, variant.artifact.fields, limits.rows);
      if (errors.length > 0) throw invalidTensors(errors);
      const rows = encodeRows(variant.encoder, { instances }, limits.rows);
      checkRows(tiers, key, rows.count);
      const logits = logitsOf(variant.scorer, rows);
      const answer = reply(variant, rows, logits, request.id ?? undefined);
      return { answer, facts: answeredFacts(context, registry, shadows, { variant, rows, logits }) };
    } catch (error) {
      return { error, facts };
    }
  };
}

function reply({ artifact }: Variant, { warnings }: EncodedRows, logits: Float64Array, id: string | undefined): Answer {
  const { model, variant, digest } = artifact;
  const parameters = {
    digest,
    ...(warnings.length > 0 && {
      warnings: warnings.map(({ pointer, detail }) => `row ${pointer.split('/')[2]}: ${detail}`).join('; '),
    }),
  };
  const data = Array.from(logits).flatMap(prediction);
  const outputs = [{ name: OUTPUT, datatype: 'FP64', shape: [logits.length, 2], data }];
  return json({ model_name: model, model_version: variant, id, parameters, outputs }, { 'x-model-digest': digest });
}

/** A problem as the protocol has errors: one text. */
export function openInferenceError({ message, status, options: { errors = [], headers } }: Problem): Answer {
  const error = [message, ...errors.map(sentence)].join(' ');
  return json({ error }, headers, status);
}

/** An issue as a sentence. Rows are named by their number, because the caller has not sent `instances`. */
function sentence({ pointer, detail }: Issue): string {
  const [, row] = /^\/instances\/(\d+)\//.exec(pointer) ?? [];
  return `${row === undefined ? pointer : `Row ${row}`}: ${detail}.`;
}

function findModel(
  { parameters: { model: name = '', variant: wanted } }: RequestContext,
  { environment }: Service,
  key: KeyRecord | undefined,
) {
  if (key) checkScope(key, name, wanted);
  const route = findRoute(environment.routes, name);
  if (wanted !== undefined) checkVariant(route, name, wanted);
  return { name, variants: callableVariants(route), variant: wanted ?? route.split[0]!.variant };
}
