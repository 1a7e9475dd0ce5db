import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { renderModelSchema } from '../../../../scripts/models/model-schema.ts';

test('models/model.schema.json is what npm run bundle writes', async () => {
  expect(await readFile('models/model.schema.json', 'utf8')).toBe(renderModelSchema());
});

test('renderModelSchema() asks for what a person must write, and not for what has a default', () => {
  const { required } = JSON.parse(renderModelSchema());
  expect(required).toEqual(['title', 'data', 'classes', 'fields', 'variants']);
});
