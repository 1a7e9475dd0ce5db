import { type Answer, json } from './answer.ts';
import { checkEncoding, readText } from './body.ts';
import type { Call } from './call.ts';
import {
  checkScope,
  checkVariant,
  chooseVariant,
  findRoute,
  type InferenceOptions,
  scoreRows,
} from './chosen-variant.ts';
import { type InferenceRequest, inferenceRequestSchema, OUTPUT, rowsOf, tensorsOf } from './core/open-inference.ts';
import { prediction } from './core/score.ts';
import { type ReadyOptions, ready } from './health.ts';
import { parseJson } from './json.ts';
import { Problem } from './problem.ts';
import { encodeRows } from './rows.ts';

/** What the service calls itself in the protocol; the version is that of package.json. */
export const SERVER = { name: 'edge-logit', version: '0.1.0', extensions: [] };

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
  return function modelMetadata(call: Call): Answer {
    const { name, variants, variant } = findModel(call, surface);
    const { artifact } = surface.registry.variant(name, variant);
    return json({ name, versions: variants, platform: SERVER.name, ...tensorsOf(artifact.fields) });
  };
}

/** `GET /v2/models/:model[/versions/:variant]/ready`: it can be compiled. @throws {Problem} 403, 404 */
export function modelReady(surface: InferenceOptions) {
  return function modelReady(call: Call): Answer {
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
  return async function infer(call: Call): Promise<Answer> {
    const { model = '', variant: wanted } = call.parameters;
    const chosen = chooseVariant(call, surface, model, wanted);
    const { artifact, contract } = chosen.variant;

    const request = await readRequest(call.request, environment.limits.bodyBytes);
    const { rows: instances, problems } = rowsOf(request, artifact.fields);
    if (problems.length > 0) throw new Problem('invalid-input', { detail: `${problems.join('; ')}.` });
    const rows = encodeRows(contract, { instances }, environment.limits.rows);
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
  const error = [message, ...errors.map(({ pointer, detail }) => `Row ${pointer.split('/')[2]}: ${detail}.`)].join(' ');
  return json({ error }, headers, status);
}

/** Clients of the protocol may leave the media type out; binary tensors, which it has an extension for, are not taken. */
async function readRequest(request: Request, maximum: number): Promise<InferenceRequest> {
  checkEncoding(request.headers);
  if (request.headers.has('inference-header-content-length')) {
    const detail = 'Send the tensors in JSON: this server takes no binary data.';
    throw new Problem('unsupported-media-type', { detail });
  }
  const parsed = inferenceRequestSchema().safeParse(parseJson(await readText(request, maximum)));
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
  throw new Problem('invalid-input', { detail: `${places.join('; ')}.` });
}

function findModel({ parameters, key }: Call, { environment, registry }: InferenceOptions) {
  const { model: name = '', variant: wanted } = parameters;
  if (key) checkScope(key, name);
  const { split } = findRoute(environment.routes, name);
  if (wanted !== undefined) checkVariant(registry, name, wanted);
  return { name, variants: registry.variants(name), variant: wanted ?? split[0]!.variant };
}
