import type { Artifact } from '../../src/core/artifact.ts';
import { servedModels } from '../models/served-models.ts';
import type { DocumentedEnvironment } from './documented-model.ts';
import { inferenceOperations } from './inference-operations.ts';
import { healthPaths, modelPaths, openInferencePaths } from './reading-operations.ts';
import { problemResponse } from './responses.ts';
import { componentSchemas } from './schemas.ts';
import { openInferenceOperations } from './tensor-operations.ts';

interface DocumentedFile {
  model: string;
  artifact: Artifact;
}

/** The OpenAPI 3.1 document of the service in an environment: the variants that callers may name there. */
export function openApiDocument(
  files: readonly DocumentedFile[],
  { routes, tiers }: DocumentedEnvironment,
  version: string,
) {
  const models = servedModels(files, routes);
  const rate = [...tiers.values()].find((tier) => tier.binding !== undefined);
  const inference = models.map((model) => inferenceOperations(model, rate));
  const tensors = models.map((model) => openInferenceOperations(model, rate));
  return {
    openapi: '3.1.1',
    info: {
      title: 'edge-logit',
      version,
      summary: 'Probabilities from logistic regression, and the reasons for them.',
      description:
        'Every answer has the id of its request in `x-request-id`, which callers may set. Errors are problem documents (RFC 9457). The `type` of a problem is the page that explains how to fix it: [404](/problems/unknown-path) for an unknown path, [405](/problems/method-not-allowed) for a method that the path does not support.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    tags: [{ name: 'Inference' }, { name: 'Models' }, { name: 'Health' }, { name: 'Open Inference Protocol' }],
    paths: Object.assign(
      {},
      ...inference.map(({ paths }) => paths),
      modelPaths(models, rate),
      healthPaths(),
      ...tensors.map(({ paths }) => paths),
      openInferencePaths(models, rate, version),
    ),
    components: {
      schemas: Object.assign(componentSchemas(), ...[...inference, ...tensors].map(({ schemas }) => schemas)),
      responses: {
        UnknownPath: problemResponse(['unknown-path'], { path: '/inferenc/delay', method: 'POST' }),
        MethodNotAllowed: problemResponse(['method-not-allowed'], { path: '/models', method: 'GET' }),
      },
      securitySchemes: { apiKey: { type: 'apiKey', in: 'header', name: 'x-api-key' } },
      headers: {
        RequestId: { description: 'Id of the request, as in the log', schema: { type: 'string' } },
        Version: {
          description: 'Id of the deployed version of the service, on Cloudflare only',
          schema: { type: 'string' },
        },
        ModelDigest: { description: 'Digest of the variant that answered', schema: { type: 'string' } },
        Links: { description: 'Links to the documentation (RFC 8631)', schema: { type: 'string' } },
      },
    },
  };
}
