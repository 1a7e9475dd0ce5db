import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { openApiDocument } from '../../../../scripts/openapi/document.ts';
import { readWranglerConfig } from '../../../../scripts/wrangler/config.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const { components, paths } = openApiDocument(readArtifacts('models'), (await readWranglerConfig())[0]!, version);
const ajv = new Ajv2020({ strict: false });
const isRequest = ajv.compile({ components, $ref: '#/components/schemas/DelayTensors' });

interface Tensor {
  name: string;
  shape: number[];
  data: unknown[];
}
type Documented = Record<
  string,
  { post: { requestBody: { content: Record<string, { example: { inputs: Tensor[] } }> } } }
>;
const { inputs } = (paths as Documented)['/v2/models/delay/infer']!.post.requestBody.content['application/json']!
  .example;
const [first, ...others] = inputs.map((tensor) => ({ ...tensor, shape: [1], data: tensor.data.slice(0, 1) }));

function ofRows(rows: number, shape = [rows]) {
  return [first!, ...others].map((tensor) => ({ ...tensor, shape, data: Array(rows).fill(tensor.data[0]) }));
}

test('the schema of tensors takes up to 100 rows, in any order of the fields, as a column or flat', () => {
  for (const rows of [1, 2, 100]) expect(isRequest({ inputs: ofRows(rows) }), `${rows}`).toBe(true);
  expect(isRequest({ inputs: ofRows(7, [7, 1]).reverse(), outputs: null, id: null, parameters: null })).toBe(true);
});

test('the schema of tensors refuses one name twice, a name left out, and tensors of unequal length', () => {
  expect(isRequest({ inputs: [first, first, ...others.slice(1)] })).toBe(false);
  expect(isRequest({ inputs: others })).toBe(false);
  expect(isRequest({ inputs: [ofRows(2)[0], ...others] })).toBe(false);
  expect(isRequest({ inputs: ofRows(3, [4]) })).toBe(false);
  expect(isRequest({ inputs: ofRows(4, [4, 2]) })).toBe(false);
});
