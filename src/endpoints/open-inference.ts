import { OUTPUT, rowsOf, tensorsOf } from '../core/contract/open-inference.ts';
import type { Issue } from '../core/encode.ts';
import { prediction } from '../core/score.ts';
import { type Answer, json } from '../http/answer.ts';
import type { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import {
  checkScope,
  checkVariant,
  chooseVariant,
  findRoute,
  type InferenceOptions,
} from '../scoring/choose-variant.ts';
import { encodeRows } from '../scoring/encoded-rows.ts';
import { refuseOptions } from '../scoring/options.ts';
import { scoreRows } from '../scoring/score-rows.ts';
import { type ReadyOptions, ready } from './health.ts';
import { invalidTensors, readTensors } from './tensors.ts';

/** What the service calls itself in the protocol; the version is that of package.json. */
const SERVER = { name: 'edge-logit', version: '0.1.0', extensions: [] };

/** `GET /v2`: what kind of server this is. */
export function serverMetadata(): Answer {
  return json(SERVER);
}

/** `GET /v2/health/live` */
export function live(): Answer {
  return json({ live: true });
}

/** `GET /v2/health/ready`, with the member that the protocol's text has and the one that KServe's clients read. */
export function serverReady(options: ReadyOptions) {
  const check = ready(options);
  return function serverReady(): Answer {
    check();
    return json({ live: true, ready: true });
  };
}

/** `GET /v2/models/:model[/versions/:variant]`: inputs and outputs. @throws {Problem} 403, 404 */
export function modelMetadata(surface: InferenceOptions) {
  return function modelMetadata(call: RequestContext): Answer {
    const { name, variants, variant } = findModel(call, surface);
    const { artifact } = surface.registry.variant(name, variant);
    return json({ name, versions: variants, platform: SERVER.name, ...tensorsOf(artifact.fields) });
  };
}

/** `GET /v2/models/:model[/versions/:variant]/ready`: it can be compiled. @throws {Problem} 403, 404 */
export function modelReady(surface: InferenceOptions) {
  return function modelReady(call: RequestContext): Answer {
    const { name, variant } = findModel(call, surface);
    surface.registry.variant(name, variant);
    return json({ name, ready: true });
  };
}

/**
 * `POST /v2/models/:model[/versions/:variant]/infer`: the same answers as `/inference`, for the rows of the tensors.
 * @throws {Problem} 400, 403, 404, 413, 415, 422
 */
export function infer(surface: InferenceOptions) {
  const { environment, registry } = surface;
  return async function infer(call: RequestContext): Promise<Answer> {
    const { model = '', variant: wanted } = call.parameters;
    const chosen = chooseVariant(call, surface, model, wanted);
    const { artifact, encoder } = chosen.variant;
    refuseOptions(call.request.url);

    const { limits } = environment;
    const request = await readTensors(call.request, limits.bodyBytes);
    const { rows: instances, problems } = rowsOf(request, artifact.fields, limits.rows);
    if (problems.length > 0) throw invalidTensors(problems);
    const rows = encodeRows(encoder, { instances }, limits.rows);
    const logits = scoreRows(call, registry, chosen, rows);

    const parameters = {
      digest: artifact.digest,
      ...(rows.warnings.length > 0 && {
        warnings: rows.warnings.map(({ pointer, detail }) => `row ${pointer.split('/')[2]}: ${detail}`).join('; '),
      }),
    };
    const answer = {
      model_name: model,
      model_version: artifact.variant,
      id: request.id,
      parameters,
      outputs: [
        { name: OUTPUT, datatype: 'FP64', shape: [logits.length, 2], data: Array.from(logits).flatMap(prediction) },
      ],
    };
    return json(answer, { 'x-model-digest': artifact.digest });
  };
}

/** A problem in the one shape that the protocol has for errors: a sentence. */
export function openInferenceError({ message, status, options: { errors = [], headers } }: Problem): Answer {
  const error = [message, ...errors.map(sentence)].join(' ');
  return json({ error }, headers, status);
}

/** An issue as a sentence; rows are named by their number, for the caller has not sent them as instances. */
function sentence({ pointer, detail }: Issue): string {
  const [, row] = /^\/instances\/(\d+)\//.exec(pointer) ?? [];
  return `${row === undefined ? pointer : `Row ${row}`}: ${detail}.`;
}

function findModel({ parameters, key }: RequestContext, { environment, registry }: InferenceOptions) {
  const { model: name = '', variant: wanted } = parameters;
  if (key) checkScope(key, name);
  const { split } = findRoute(environment.routes, name);
  if (wanted !== undefined) checkVariant(registry, name, wanted);
  return { name, variants: registry.variants(name), variant: wanted ?? split[0]!.variant };
}
