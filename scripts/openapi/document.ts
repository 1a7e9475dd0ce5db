import type { Artifact } from '../../src/core/artifact.ts';
import type { DocumentedEnvironment, DocumentedModel } from './documented-model.ts';
import { inferenceOperations } from './inference-operations.ts';
import { healthPaths, modelPaths, openInferencePaths } from './reading-operations.ts';
import { problemResponse } from './responses.ts';
import { componentSchemas } from './schemas.ts';
import { openInferenceOperations } from './tensor-operations.ts';

interface DocumentedFile {
  model: string;
  artifact: Artifact;
}

/** The OpenAPI 3.1 document of the service with these trained models, for all environments. */
export function openApiDocument(
  files: readonly DocumentedFile[],
  environments: readonly DocumentedEnvironment[],
  version: string,
) {
  const models = documentedModels(files, environments);
  const rate = rateOf(environments);
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
        ModelDigest: { description: 'Digest of the variant that answered', schema: { type: 'string' } },
        Links: { description: 'Links to the documentation (RFC 8631)', schema: { type: 'string' } },
      },
    },
  };
}

/** The models of the artifacts with their routes, in the order of the routes of all environments, as the service lists them. */
function documentedModels(
  files: readonly DocumentedFile[],
  environments: readonly DocumentedEnvironment[],
): DocumentedModel[] {
  const byModel = Map.groupBy(files, ({ model }) => model);
  const order = new Set([...environments.flatMap(({ routes }) => [...routes.keys()]), ...byModel.keys()]);
  return [...order].flatMap((model): DocumentedModel[] => {
    const [first, ...others] = (byModel.get(model) ?? []).map(({ artifact }) => artifact);
    if (first === undefined) return [];
    const routes = environments.flatMap(({ routes }) => routes.get(model) ?? []);
    const routed = routes.flatMap(({ split }) => split.map(({ variant }) => variant));
    const answering = [first, ...others].filter(({ variant }) => routed.length === 0 || routed.includes(variant));
    return [{ model, artifacts: [first, ...others], routed: answering, route: routes[0] }];
  });
}

/** How many requests a key may send: the first rate of a tier in any environment. */
function rateOf(environments: readonly DocumentedEnvironment[]) {
  return environments.flatMap(({ tiers }) => [...tiers.values()]).find((rate) => rate !== undefined);
}
