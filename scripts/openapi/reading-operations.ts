import type * as z from 'zod';
import { modelSummary, type ServedModel } from '../../src/core/contract/model-description.ts';
import { tensorsOf } from '../../src/core/contract/open-inference.ts';
import type { ProblemCode } from '../../src/core/contract/problems.ts';
import type { Place } from './problem-examples.ts';
import { GUARDED, ok, problems } from './responses.ts';
import * as schemas from './schemas.ts';

const OPEN_OR_KEY = [{}, { apiKey: [] }];
const TENSOR_TAGS = ['Open Inference Protocol'];
const PLATFORM = 'edge-logit';

/** What sets one reading operation apart from the others. */
interface Reading {
  operationId: string;
  tags: string[];
  summary: string;
  security: object[];
}

function get(reading: Reading, answer: object, codes: readonly ProblemCode[], place: Omit<Place, 'method'>) {
  return { get: { ...reading, responses: { 200: answer, ...problems(codes, { ...place, method: 'GET' }) } } };
}

/** `GET /models` and `GET /models/{model}`; nothing where no model is served. */
export function modelPaths(models: readonly ServedModel[], rate: Place['rate']) {
  const common = { tags: ['Models'], security: OPEN_OR_KEY };
  const [first] = models;
  if (first === undefined) return {};
  const { artifacts } = first;
  const path = `/models/${artifacts[0].model}`;
  const parts = 'Fields, schemas, example, paths, headers, options, limits, thresholds, evaluation';
  const summary = 'All that a client needs to call a model, and how good the model is';
  return {
    '/models': get(
      { operationId: 'listModels', summary: 'What is served', ...common },
      ok(
        'Models and their variants',
        [schemas.modelList],
        { models: { value: { models: models.map(modelSummary) } } },
        'links',
      ),
      GUARDED,
      { artifacts, rate, path: '/models' },
    ),
    '/models/{model}': {
      parameters: [modelParameter(models)],
      ...get(
        { operationId: 'showModel', summary, ...common },
        // No example: it would hold JSON Schemas with references of their own, which readers of the document try to resolve.
        ok(parts, [schemas.modelShown], {}, 'links'),
        [...GUARDED, 'forbidden', 'unknown-model'],
        { artifacts, rate, path },
      ),
    },
  };
}

/** `GET /health` and `GET /ready`. */
export function healthPaths() {
  const health = (operationId: string, summary: string, word: string, codes: readonly ProblemCode[]) => {
    const answer = ok(summary, [schemas.status], { [word]: { value: { status: word } } });
    return get({ operationId, tags: ['Health'], summary, security: [] }, answer, codes, { path: `/${operationId}` });
  };
  const whenReady = 'Every model with a route reproduces its examples';
  return {
    '/health': health('health', 'The service is alive', 'ok', ['internal']),
    '/ready': health('ready', whenReady, 'ready', ['internal', 'not-ready']),
  };
}

/** The paths of the Open Inference Protocol except `infer`. */
export function openInferencePaths(models: readonly ServedModel[], rate: Place['rate'], version: string) {
  const open = (operationId: string, path: string, summary: string, schema: z.ZodType, value: object) => {
    const codes: ProblemCode[] = path.endsWith('/ready') ? ['internal', 'not-ready'] : ['internal'];
    const answer = ok(summary, [schema], { answer: { value } });
    return { [path]: get({ operationId, tags: TENSOR_TAGS, summary, security: [] }, answer, codes, { path }) };
  };
  const server = { name: PLATFORM, version, extensions: [] };
  return {
    ...open('serverMetadata', '/v2', 'Name and version', schemas.serverMetadata, server),
    ...open('serverLive', '/v2/health/live', 'The server is alive', schemas.serverLive, { live: true }),
    ...open('serverReady', '/v2/health/ready', 'The server is ready', schemas.serverReady, { live: true, ready: true }),
    ...openInferenceModelPaths(models, rate),
  };
}

function openInferenceModelPaths(models: readonly ServedModel[], rate: Place['rate']) {
  const [first] = models;
  if (first === undefined) return {};
  const { artifacts } = first;
  const [{ model: name, variant, fields }] = artifacts;
  const versions = artifacts.map(({ variant }) => variant);
  const ofModel = (operationId: string, path: string, summary: string, schema: z.ZodType, value: object) => {
    const isVariant = path.includes('{variant}');
    const parameters = [modelParameter(models), ...(isVariant ? [anyVariant(variant)] : [])];
    const codes: ProblemCode[] = [...GUARDED, 'forbidden', 'unknown-model'];
    if (isVariant) codes.push('unknown-variant');
    const answer = ok(summary, [schema], { answer: { value } });
    const asked = path.replace('{model}', name).replace('{variant}', variant);
    const about = { operationId, tags: TENSOR_TAGS, summary, security: OPEN_OR_KEY };
    return { [path]: { parameters, ...get(about, answer, codes, { path: asked, artifacts, variant, rate }) } };
  };
  const metadata = { name, versions, platform: PLATFORM, ...tensorsOf(fields) };
  const ready = { name, ready: true };
  const model = '/v2/models/{model}';
  const version2 = `${model}/versions/{variant}`;
  return {
    ...ofModel('modelMetadata', model, 'Inputs and outputs', schemas.modelMetadata, metadata),
    ...ofModel('modelReady', `${model}/ready`, 'The model can answer', schemas.modelReady, ready),
    ...ofModel('variantMetadata', version2, 'Inputs and outputs', schemas.modelMetadata, metadata),
    ...ofModel('variantReady', `${version2}/ready`, 'The model can answer', schemas.modelReady, ready),
  };
}

function modelParameter(models: readonly ServedModel[]) {
  const schema = { type: 'string', enum: models.map(({ model }) => model) };
  return { name: 'model', in: 'path', required: true, schema, example: models[0]!.model };
}

function anyVariant(example: string) {
  return { name: 'variant', in: 'path', required: true, schema: { type: 'string' }, example };
}
