import type * as z from 'zod';
import type { ProblemCode } from '../../src/core/problems.ts';
import type { ArtifactFile } from '../artifact-problems.ts';
import type { EnvironmentConfig } from '../wrangler-config.ts';
import type { DocumentedModel } from './documented-model.ts';
import { inferenceOperations } from './inference-operations.ts';
import { GUARDED, ok, problems } from './responses.ts';
import {
  componentSchemas,
  modelList,
  modelMetadata,
  modelReady,
  modelShown,
  serverLive,
  serverMetadata,
  serverReady,
  status,
} from './schemas.ts';
import { openInferenceOperations } from './tensor-operations.ts';

const OPEN_OR_KEY = [{}, { apiKey: [] }];

/** The OpenAPI 3.1 document of the service with these trained models, good for all environments. */
export function openApiDocument(
  files: readonly ArtifactFile[],
  environments: readonly Pick<EnvironmentConfig, 'routes'>[],
  version: string,
) {
  const models = [...Map.groupBy(files, ({ model }) => model)].map(([model, files]): DocumentedModel => {
    const [first, ...others] = files.map(({ artifact }) => artifact);
    const routed = environments.flatMap(({ routes }) => Object.keys(routes.get(model)?.split ?? {}));
    const answering = [first!, ...others].filter(({ variant }) => routed.length === 0 || routed.includes(variant));
    return { model, artifacts: [first!, ...others], routed: answering };
  });
  const inference = models.map(inferenceOperations);
  const tensors = models.map(openInferenceOperations);
  return {
    openapi: '3.1.1',
    info: {
      title: 'edge-logit',
      version,
      summary: 'Probabilities from logistic regression, with the reasons.',
      description:
        'Every answer names its request in `x-request-id`, which callers may set. Errors are problems (RFC 9457) whose `type` leads to a page that says how to mend them.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [{ name: 'Inference' }, { name: 'Models' }, { name: 'Health' }, { name: 'Open Inference Protocol' }],
    paths: Object.assign(
      {},
      ...inference.map(({ paths }) => paths),
      modelPaths(models),
      healthPaths(),
      ...tensors.map(({ paths }) => paths),
      openInferencePaths(models),
    ),
    components: {
      schemas: Object.assign(componentSchemas(), ...[...inference, ...tensors].map(({ schemas }) => schemas)),
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' } },
      headers: {
        RequestId: { description: 'Names the request in the log', schema: { type: 'string' } },
        ModelDigest: { description: 'Digest of the variant that answered', schema: { type: 'string' } },
        Links: { description: 'Where the documents are (RFC 8631)', schema: { type: 'string' } },
      },
    },
  };
}

function modelPaths(models: readonly DocumentedModel[]) {
  const tags = ['Models'];
  return {
    '/models': {
      get: {
        operationId: 'listModels',
        tags,
        summary: 'What is served',
        security: OPEN_OR_KEY,
        responses: { 200: ok('Models and their variants', [modelList], 'links'), ...problems(GUARDED) },
      },
    },
    '/models/{model}': {
      parameters: [modelParameter(models)],
      get: {
        operationId: 'showModel',
        tags,
        summary: 'What a model takes, and how good it is',
        security: OPEN_OR_KEY,
        responses: {
          200: ok('Fields, schema, example, thresholds, evaluation', [modelShown], 'links'),
          ...problems([...GUARDED, 'forbidden', 'unknown-model']),
        },
      },
    },
  };
}

function healthPaths() {
  const tags = ['Health'];
  return {
    '/health': {
      get: {
        operationId: 'health',
        tags,
        summary: 'The service is alive',
        security: [],
        responses: { 200: ok('Alive', [status]), ...problems(['internal']) },
      },
    },
    '/ready': {
      get: {
        operationId: 'ready',
        tags,
        summary: 'Every routed model reproduces its examples',
        security: [],
        responses: { 200: ok('Ready', [status]), ...problems(['internal', 'not-ready']) },
      },
    },
  };
}

function openInferencePaths(models: readonly DocumentedModel[]) {
  const tags = ['Open Inference Protocol'];
  const errors = problems([...GUARDED, 'forbidden', 'unknown-model', 'unknown-variant'], 'open-inference');
  const model = modelParameter(models);
  const variant = { name: 'variant', in: 'path', required: true, schema: { type: 'string' } };
  const open = (
    operationId: string,
    summary: string,
    schema: z.ZodType,
    codes: readonly ProblemCode[] = ['internal'],
  ) => {
    const responses = { 200: ok(summary, [schema]), ...problems(codes, 'open-inference') };
    return { get: { operationId, tags, summary, security: [], responses } };
  };
  const ofModel = (operationId: string, summary: string, schema: z.ZodType, parameters: object[]) => {
    const responses = { 200: ok(summary, [schema]), ...errors };
    return { parameters, get: { operationId, tags, summary, security: OPEN_OR_KEY, responses } };
  };
  const metadata = 'Inputs and outputs';
  const ready = 'The model can answer';
  return {
    '/v2': open('serverMetadata', 'Name and version', serverMetadata),
    '/v2/health/live': open('serverLive', 'The server is alive', serverLive),
    '/v2/health/ready': open('serverReady', 'The server is ready', serverReady, ['internal', 'not-ready']),
    '/v2/models/{model}': ofModel('modelMetadata', metadata, modelMetadata, [model]),
    '/v2/models/{model}/ready': ofModel('modelReady', ready, modelReady, [model]),
    '/v2/models/{model}/versions/{variant}': ofModel('variantMetadata', metadata, modelMetadata, [model, variant]),
    '/v2/models/{model}/versions/{variant}/ready': ofModel('variantReady', ready, modelReady, [model, variant]),
  };
}

function modelParameter(models: readonly DocumentedModel[]) {
  return {
    name: 'model',
    in: 'path',
    required: true,
    schema: { type: 'string', enum: models.map(({ model }) => model) },
  };
}
