import { describe, expect, test } from 'vitest';
import { registry } from '../../src/registry.ts';
import { environment, post, send, storedKey } from './service.ts';

interface Shown {
  fields: { name: string }[];
  changeable: string[];
  thresholds: Record<string, number>;
  schema: { properties: Record<string, { type: string; enum?: string[] }>; required: string[] };
  example: Record<string, unknown>;
}

describe.each([...environment.routes.keys()])('GET /models/%s', (model) => {
  const { artifact } = registry.variant(model, environment.routes.get(model)!.split[0]!.variant);

  test('is enough to build a request: a schema of every field, and an example that works', async () => {
    const { schema, example } = await (await send(`/models/${model}`)).json<Shown>();
    const names = artifact.fields.map(({ name }) => name);
    expect([schema.required, Object.keys(schema.properties), Object.keys(example)]).toEqual([names, names, names]);
    for (const field of artifact.fields) {
      const shown = schema.properties[field.name]!;
      if (field.type === 'category') expect(shown.enum).toEqual(field.vocabulary);
      else expect(shown).toMatchObject({ type: field.type, minimum: field.minimum, maximum: field.maximum });
    }
    expect((await send(`/inference/${model}`, post(example, await storedKey()))).status).toBe(200);
  });

  test('tells changeable fields and named thresholds', async () => {
    const { changeable, thresholds } = await (await send(`/models/${model}`)).json<Shown>();
    expect({ changeable, thresholds }).toEqual({ changeable: artifact.changeable, thresholds: artifact.thresholds });
  });
});

test.each(['/models', `/models/${[...environment.routes.keys()][0]}`])('%s links to the documents', async (path) => {
  const link = (await send(path)).headers.get('link');
  expect(link).toContain('</openapi.json>; rel="service-desc"');
  expect(link).toContain('</docs>; rel="service-doc"');
});
