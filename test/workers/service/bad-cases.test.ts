import { beforeAll, expect, test } from 'vitest';
import { badCases } from '../../../scripts/load/bad-cases.ts';
import { examplesOf } from '../examples.ts';
import { environment, registry, send, storedKey, variantsOf } from '../service.ts';

let key: string;
beforeAll(async () => {
  key = await storedKey();
});

const cases = [...environment.routes.keys()].flatMap((model) => {
  const { artifact } = registry.variant(model, variantsOf(model)[0]!);
  return badCases(model, artifact.fields, examplesOf(model)[0]!.input);
});

test('badCases() covers 400, 401, 404, 405, 415 and 422', () => {
  expect(new Set(cases.map(({ status }) => status))).toEqual(new Set([400, 401, 404, 405, 415, 422]));
});

test.each(cases)('$method $path gets $status for $contentType $body', async ({ status, ...bad }) => {
  const headers = { 'content-type': bad.contentType, ...(bad.key && { 'x-api-key': key }) };
  const body = bad.method === 'GET' ? null : bad.body;
  const response = await send(bad.path, { method: bad.method, headers, body });
  expect(response.status).toBe(status);
  expect(await response.json()).toMatchObject({ status });
});
