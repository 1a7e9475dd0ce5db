import type { Artifact } from '../../src/core/artifact.ts';
import type { ServedModel } from '../../src/core/contract/model-description.ts';
import type { ProblemCode } from '../../src/core/contract/problems.ts';
import { rowSchema } from '../../src/core/contract/row-schema.ts';
import { NAMED, pascalCase, SUBJECT, variantParameter } from './documented-model.ts';
import { byOptions, queryParameters } from './options.ts';
import { warehouseBodies } from './positional-rows.ts';
import type { Place } from './problem-examples.ts';
import { INFERENCE, ok, problems } from './responses.ts';
import { reference } from './schemas.ts';
import { scored } from './scored.ts';

/** Name of the schema of a model's row: `us-delay` is `UsDelayRow`. */
function rowName(model: string): string {
  return `${pascalCase(model)}Row`;
}

/** `POST /inference/<model>`, with and without a variant, and the schema of a row. */
export function inferenceOperations(documented: ServedModel, rate: Place['rate']) {
  const { model, artifacts, route } = documented;
  const [first] = artifacts;
  const { title, fields, examples } = first;
  const routed = artifacts.filter((artifact) => route.split.some(({ variant }) => variant === artifact.variant));
  const inputs = examples.map(({ input }) => input);
  const [most, ...others] = byOptions(artifacts) as [Artifact[], ...Artifact[][]];
  const name = `infer${pascalCase(model)}`;
  const post = (
    operationId: string,
    summary: string,
    path: string,
    answered: Artifact,
    codes: readonly ProblemCode[],
  ) => {
    const place: Place = { path, method: 'POST', artifacts, variant: answered.variant, rate };
    const responses = { 200: answers(answered, inputs), ...problems([...INFERENCE, ...codes], place) };
    const requestBody = rowsOrLines(model, inputs);
    const warehouses = { 'x-warehouses': warehouseBodies(answered, inputs) };
    return { post: { operationId, summary, ...about(documented), requestBody, responses, ...warehouses } };
  };
  const path = `/inference/${model}`;
  return {
    schemas: { [rowName(model)]: { description: title, ...rowSchema(fields), examples: inputs } },
    paths: {
      [path]: {
        parameters: [SUBJECT, ...queryParameters(routed)],
        ...post(name, title, path, first, ['header-too-long']),
      },
      [`${path}/{variant}`]: {
        parameters: [variantParameter(most), ...queryParameters(most)],
        ...post(`${name}Variant`, NAMED, `${path}/${most[0]!.variant}`, most[0]!, ['unknown-variant']),
      },
      // A path lists its options, so a variant that supports fewer options than others has a path of its own.
      ...Object.fromEntries(
        others.flat().map((artifact) => {
          const own = `${path}/${artifact.variant}`;
          const summary = `The same, answered by ${artifact.variant}`;
          const operation = post(`${name}${pascalCase(artifact.variant)}`, summary, own, artifact, []);
          return [own, { parameters: queryParameters([artifact]), ...operation }];
        }),
      ),
    },
  };
}

function about({ artifacts: [{ classes }] }: ServedModel) {
  return {
    tags: ['Inference'],
    description: `Probabilities of “${classes[0]}” and “${classes[1]}” for a row, a batch, or each line of NDJSON. The rows of a warehouse (x-warehouses: calls, data) get the one of “${classes[1]}”, and null where a row is refused.`,
    security: [{ apiKey: [] }],
  };
}

function rowsOrLines(model: string, inputs: readonly object[]) {
  const row = reference(rowName(model));
  const description = 'In order. The deployment limits their number; the default is 10,000.';
  const instances = { type: 'array', items: row, minItems: 1, description };
  const batch = { type: 'object', properties: { instances }, required: ['instances'], additionalProperties: false };
  return {
    required: true,
    content: {
      'application/json': {
        schema: { anyOf: [row, batch] },
        examples: { row: { value: inputs[0] }, batch: { value: { instances: inputs } } },
      },
      'application/x-ndjson': { schema: linesOf(row, 'One row per line.'), example: lines(inputs) },
    },
  };
}

function answers(artifact: Artifact, inputs: readonly object[]) {
  const { model, variant } = artifact;
  const predictions = scored(artifact, inputs);
  const body = (answer: object) => ({ value: { statusCode: 200, body: { ...answer, model, variant } } });
  const answer = ok(
    'Probabilities, and what the options add',
    ['RowAnswer', 'BatchAnswer'],
    { row: body({ prediction: predictions[0] }), batch: body({ predictions }) },
    'digest',
  );
  const schema = linesOf(
    reference('LineAnswer'),
    'One line for each line of the request, in order. The key is checked again while rows arrive. If it has expired or been revoked, the last line is a problem with status 401; if it can no longer be checked, a problem with status 503.',
  );
  const example = lines(predictions.map((prediction) => ({ prediction })));
  return { ...answer, content: { ...answer.content, 'application/x-ndjson': { schema, example } } };
}

/** Text; every line is JSON of this schema. */
function linesOf(line: object, description: string) {
  return { type: 'string', contentMediaType: 'application/x-ndjson', contentSchema: line, description };
}

function lines(values: readonly object[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}
