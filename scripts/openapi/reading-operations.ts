import type * as z from 'zod';
import { tensorsOf } from '../../src/core/contract/open-inference.ts';
import type { ProblemCode } from '../../src/core/contract/problems.ts';
import { answering, type DocumentedModel } from './documented-model.ts';
import type { Place } from './problem-examples.ts';
import { GUARDED, ok, problems } from './responses.ts';
import {
  modelList,
  modelMetadata,
  modelReady,
  modelShown,
  serverLive,
  serverMetadata,
  serverReady,
  status,
} from './schemas.ts';

const OPEN_OR_KEY = [{}, { apiKey: [] }];

/** `GET /models` and `GET /models/{model}`. */
export function modelPaths(models: readonly DocumentedModel[], rate: Place['rate']) {
  const tags = ['Models'];
  const { artifacts } = firstRouted(models);
  const place = { method: 'GET', artifacts, rate } as const;
  const path = `/models/${artifacts[0].model}`;
  return {
    '/models': {
      get: {
        operationId: 'listModels',
        tags,
        summary: 'What is served',
        security: OPEN_OR_KEY,
        responses: {
          200: ok('Models and their variants', [modelList], { models: { value: listed(models) } }, 'links'),
          ...problems(GUARDED, { ...place, path: '/models' }),
        },
      },
    },
    '/models/{model}': {
      parameters: [modelParameter(models)],
      get: {
        operationId: 'showModel',
        tags,
        summary: 'All that a client needs to call a model, and how good the model is',
        security: OPEN_OR_KEY,
        responses: {
          200: ok(
            'Fields, schemas, example, paths, headers, options, limits, thresholds, evaluation',
            [modelShown],
            { model: { externalValue: path } },
            'links',
          ),
          ...problems([...GUARDED, 'forbidden', 'unknown-model'], { ...place, path }),
        },
      },
    },
  };
}

/** `GET /health` and `GET /ready`. */
export function healthPaths() {
  const tags = ['Health'];
  const get = (operationId: string, summary: string, path: string, word: string, codes: readonly ProblemCode[]) => {
    const answer = ok(summary, [status], { [word]: { value: { status: word } } });
    const responses = { 200: answer, ...problems(codes, { path, method: 'GET' }) };
    return { get: { operationId, tags, summary, security: [], responses } };
  };
  return {
    '/health': get('health', 'The service is alive', '/health', 'ok', ['internal']),
    '/ready': get('ready', 'Every model with a route reproduces its examples', '/ready', 'ready', [
      'internal',
      'not-ready',
    ]),
  };
}

/** The paths of the Open Inference Protocol except `infer`. */
export function openInferencePaths(models: readonly DocumentedModel[], rate: Place['rate'], version: string) {
  const tags = ['Open Inference Protocol'];
  const documented = firstRouted(models);
  const { artifacts } = documented;
  const [{ model: name, fields }] = artifacts;
  const { variant } = answering(documented);
  const versions = artifacts.map(({ variant }) => variant);
  const platform = 'edge-logit';
  const open = (operationId: string, path: string, summary: string, schema: z.ZodType, value: object) => {
    const codes: ProblemCode[] = path.endsWith('/ready') ? ['internal', 'not-ready'] : ['internal'];
    const answer = ok(summary, [schema], { answer: { value } });
    const responses = { 200: answer, ...problems(codes, { path, method: 'GET' }) };
    return { [path]: { get: { operationId, tags, summary, security: [], responses } } };
  };
  const ofModel = (operationId: string, path: string, summary: string, schema: z.ZodType, value: object) => {
    const isVariant = path.includes('{variant}');
    const parameters = [modelParameter(models), ...(isVariant ? [anyVariant(variant)] : [])];
    const codes = [
      ...GUARDED,
      'forbidden',
      'unknown-model',
      ...(isVariant ? ['unknown-variant' as const] : []),
    ] as const;
    const place: Place = {
      path: path.replace('{model}', name).replace('{variant}', variant),
      method: 'GET',
      artifacts,
      variant,
      rate,
    };
    const responses = { 200: ok(summary, [schema], { answer: { value } }), ...problems(codes, place) };
    return { [path]: { parameters, get: { operationId, tags, summary, security: OPEN_OR_KEY, responses } } };
  };
  const metadata = { name, versions, platform, ...tensorsOf(fields) };
  const ready = { name, ready: true };
  const model = '/v2/models/{model}';
  const version2 = `${model}/versions/{variant}`;
  return {
    ...open('serverMetadata', '/v2', 'Name and version', serverMetadata, { name: platform, version, extensions: [] }),
    ...open('serverLive', '/v2/health/live', 'The server is alive', serverLive, { live: true }),
    ...open('serverReady', '/v2/health/ready', 'The server is ready', serverReady, { live: true, ready: true }),
    ...ofModel('modelMetadata', model, 'Inputs and outputs', modelMetadata, metadata),
    ...ofModel('modelReady', `${model}/ready`, 'The model can answer', modelReady, ready),
    ...ofModel('variantMetadata', version2, 'Inputs and outputs', modelMetadata, metadata),
    ...ofModel('variantReady', `${version2}/ready`, 'The model can answer', modelReady, ready),
  };
}

function listed(models: readonly DocumentedModel[]) {
  const routed = models.flatMap(({ artifacts, route }) => {
    const [{ model, title, classes }] = artifacts;
    if (route === undefined) return [];
    return {
      model,
      title,
      classes,
      serves: route.split,
      shadow: route.shadow,
      variants: artifacts.map(({ variant, digest }) => ({ variant, digest })),
    };
  });
  return { models: routed };
}

function firstRouted(models: readonly DocumentedModel[]): DocumentedModel {
  return models.find(({ route }) => route !== undefined) ?? models[0]!;
}

function modelParameter(models: readonly DocumentedModel[]) {
  const schema = { type: 'string', enum: models.map(({ model }) => model) };
  return { name: 'model', in: 'path', required: true, schema, example: firstRouted(models).model };
}

function anyVariant(example: string) {
  return { name: 'variant', in: 'path', required: true, schema: { type: 'string' }, example };
}
