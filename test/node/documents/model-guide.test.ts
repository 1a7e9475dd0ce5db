import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, inject, test } from 'vitest';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';
import { closed } from '../strict-schemas.ts';

const service = { url: inject('url'), key: inject('key') };

/** What a client reads from `GET /models/:model`. */
interface Guide {
  schema: object;
  example: Record<string, unknown>;
  links: Record<'infer' | 'inferVariant' | 'inferTensors' | 'problems' | 'reference' | 'openapi', string>;
  headers: Record<string, { required: boolean }>;
  options: Record<string, { schema: { type?: string; examples?: unknown[] }; mostRows?: number }>;
  bodies: { name: string; contentType: string; answer: string; most: { bytes?: number; rows?: number } }[];
  answers: { $schema: string; $defs: Record<string, object> };
  variants: { variant: string; description: string; options: string[] }[];
}

async function read(model: string): Promise<Guide> {
  return JSON.parse(await (await fetch(`${service.url}/models/${model}`)).text());
}

async function send({ headers }: Guide, path: string, contentType: string, body: string) {
  const required = Object.keys(headers).filter((name) => headers[name]!.required);
  const keys = Object.fromEntries(required.map((name) => [name, service.key]));
  const response = await fetch(service.url + path, {
    method: 'POST',
    headers: { 'content-type': contentType, ...keys },
    body,
  });
  return { status: response.status, text: await response.text() };
}

const models = [...new Set(readArtifacts('models').map(({ model }) => model))];

test.each(models)('GET /models/%s is enough to send every form of request and to check every answer', async (model) => {
  const guide = await read(model);
  const { schema, example, links, options, bodies, answers, variants } = guide;
  const ajv = new Ajv2020({ strict: false });
  expect(ajv.validate(schema, example)).toBe(true);
  expect(ajv.validate(schema, { ...example, stranger: 1 })).toBe(false);
  const forms: Record<string, unknown> = { row: example, batch: { instances: [example, example] }, lines: example };
  ajv.addSchema(closed({ ...answers, $id: 'answers' }) as object);
  for (const { name, contentType, answer } of bodies) {
    for (const { variant, options: names } of variants) {
      const query = names.map((option) => {
        const { type, examples = [type === 'boolean' ? true : 0.5] } = options[option]!.schema;
        return `${option}=${examples[0]}`;
      });
      const path = `${links.inferVariant.replace('{variant}', variant)}?${query.join('&')}`;
      for (const asked of [links.infer, path]) {
        const { status, text } = await send(guide, asked, contentType, JSON.stringify(forms[name]));
        expect(status).toBe(200);
        const check = ajv.getSchema(`answers#/$defs/${answer}`)!;
        check(JSON.parse(text));
        expect(check.errors ?? []).toEqual([]);
      }
    }
  }
});

test.each(models)('GET /models/%s states limits that hold and links to pages that exist', async (model) => {
  const guide = await read(model);
  const { example, links, options, bodies, variants } = guide;
  const batch = bodies.find(({ name }) => name === 'batch')!;
  const instances = (count: number, row: object) => JSON.stringify({ instances: new Array(count).fill(row) });
  const tooMany = await send(guide, links.infer, batch.contentType, instances(batch.most.rows! + 1, {}));
  expect([tooMany.status, tooMany.text]).toEqual([422, expect.stringContaining('expected 1 to')]);
  const tooLarge = await send(guide, links.infer, batch.contentType, ' '.repeat(batch.most.bytes! + 1));
  expect(tooLarge.status).toBe(413);
  for (const [name, { mostRows }] of Object.entries(options)) {
    if (mostRows === undefined) continue;
    for (const { variant } of variants.filter((one) => one.options.includes(name))) {
      const path = `${links.inferVariant.replace('{variant}', variant)}?${name}=${name === 'interval' ? 0.9 : true}`;
      expect((await send(guide, path, batch.contentType, instances(mostRows, example))).status).toBe(200);
      expect((await send(guide, path, batch.contentType, instances(mostRows + 1, example))).status).toBe(400);
    }
  }
  for (const path of [links.problems, links.reference, links.openapi]) {
    expect((await fetch(service.url + path)).status).toBe(200);
  }
  expect((await send(guide, links.inferTensors, 'application/json', '{}')).status).toBe(422);
});

test.each(models)('GET /models/%s describes every variant', async (model) => {
  for (const { variant, description } of (await read(model)).variants) {
    expect(description, `${variant} has no description in models/${model}/model.json`).not.toBe('');
  }
});
