import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { renderModelSchema } from '../../../../scripts/models/model-schema.ts';

test('models/model.schema.json is what npm run bundle writes', async () => {
  expect(await readFile('models/model.schema.json', 'utf8')).toBe(renderModelSchema());
});

test('renderModelSchema() requires only members without a default', () => {
  const { required } = JSON.parse(renderModelSchema());
  expect(required).toEqual(['title', 'classes', 'fields', 'variants']);
});
