import fc from 'fast-check';
import { examplesOf } from '../examples.ts';
import { environment, variantsOf } from '../service.ts';

/*
 * The requests of the fuzz tests: valid, nearly valid, and nonsense.
 */

const models = [...environment.routes.keys()];
const inputs = models.flatMap((model) => examplesOf(model).map(({ input }) => input));

const nastyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    '../',
    '%00',
    '%ff',
    'x'.repeat(5000),
    '\u0315\u0300\u05ae'.repeat(5000),
    '‮',
    '\ud800',
    '1e400',
    '-0',
  ),
);
const segment = fc.oneof(
  fc.constantFrom(...models, ...models.flatMap((model) => variantsOf(model))),
  fc.constantFrom(
    'inference',
    'models',
    'health',
    'ready',
    'v2',
    'infer',
    'problems',
    'docs',
    'openapi.json',
    '*',
    ':model',
  ),
  nastyText.map((text) => encodeURIComponent(text.toWellFormed())),
  fc.constantFrom('%', '%zz', '%c0%af', '..', '.', '', '%2e%2e', '%2F'),
);
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc
    .tuple(fc.constantFrom('explain', 'threshold', 'counterfactuals', 'interval'), nastyText)
    .map(([option, value]) => `?${option}=${encodeURIComponent(value.toWellFormed())}`),
);
export const path = fc
  .tuple(fc.array(segment, { maxLength: 5 }), query)
  .map(([segments, search]) => `/${segments.join('/')}${search}`);
export const inferencePath = fc
  .tuple(
    fc.constantFrom(
      ...models.flatMap((model) => [
        `/inference/${model}`,
        `/v2/models/${model}/infer`,
        ...variantsOf(model).map((variant) => `/inference/${model}/${variant}`),
      ]),
    ),
    query,
  )
  .map(([path, search]) => `${path}${search}`);

export const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND');
export const headerText = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
});
export const headers = fc.dictionary(
  fc.constantFrom(
    'content-encoding',
    'x-request-id',
    'x-subject',
    'accept',
    'origin',
    'cookie',
    'range',
    'if-none-match',
  ),
  headerText,
);
export const contentType = fc.oneof(
  fc.constantFrom('application/json', 'application/json; charset=utf-8', 'application/x-ndjson', 'text/plain', ''),
  headerText,
);

const row = fc.constantFrom(...inputs);
const members = [...new Set(inputs.flatMap((input) => Object.keys(input)))];
const spoiltRow = fc
  .tuple(row, fc.dictionary(fc.oneof(fc.constantFrom(...members), nastyText), fc.oneof(fc.jsonValue(), nastyText)))
  .map(([good, changes]) => ({ ...good, ...changes }));
const tensor = fc.record(
  {
    name: fc.oneof(fc.constantFrom(...members), nastyText),
    shape: fc.oneof(fc.constantFrom([1], [1, 1], [2], [0], [-1], [1e9]), fc.jsonValue()),
    datatype: fc.oneof(fc.constantFrom('BYTES', 'INT64', 'FP64', 'BOOL'), nastyText),
    data: fc.oneof(fc.array(fc.oneof(fc.string(), fc.double(), fc.integer())), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
/** Rows as warehouses send them: of the right number of values, mostly, and of other things. */
const values = fc.oneof(
  row.map((input) => Object.values(input)),
  row.map((input) => [0, ...Object.values(input)]),
  fc.tuple(row, fc.jsonValue()).map(([input, value]) => [value, ...Object.values(input).slice(1)]),
);
const positional = fc
  .tuple(fc.constantFrom('calls', 'data'), fc.array(fc.oneof({ weight: 9, arbitrary: values }, fc.jsonValue())))
  .map(([member, rows]) => ({ [member]: rows }));
/** Arrays with more items than a call may have arguments, where the API expects arrays and where it does not. */
const long = fc
  .tuple(fc.constantFrom('inputs', 'outputs', 'shape', 'data', 'instances'), fc.constantFrom(0, -1, null, [], {}, ''))
  .map(([member, item]) => {
    const items = new Array(200_000).fill(item);
    const [first] = inputs;
    const tensors = [{ name: members[0], datatype: 'INT64', shape: [1], data: [1] }];
    if (member === 'shape' || member === 'data') return { inputs: [{ ...tensors[0], [member]: items }] };
    return member === 'outputs' ? { inputs: tensors, outputs: items } : { ...first, [member]: items };
  });
export const json = fc
  .oneof(
    { weight: 20, arbitrary: fc.jsonValue() },
    { weight: 20, arbitrary: row },
    { weight: 20, arbitrary: spoiltRow },
    { weight: 20, arbitrary: fc.record({ instances: fc.array(fc.oneof(row, spoiltRow)) }) },
    { weight: 20, arbitrary: fc.record({ inputs: fc.array(tensor) }) },
    { weight: 20, arbitrary: positional },
    { weight: 1, arbitrary: long },
  )
  .map((value) => JSON.stringify(value));
/** JSON with a piece cut out or replaced: close enough to valid JSON to be parsed far. */
export const brokenJson = fc
  .tuple(
    json,
    fc.nat(),
    fc.nat({ max: 20 }),
    fc.constantFrom('', '"', '{', ']', ',', ':', '\\', '\u0000', '\ufeff', '1e999', '9'.repeat(200_000)),
  )
  .map(([text, at, length, piece]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + piece + text.slice(start + length);
  });
export const lines = fc.array(fc.oneof(json, brokenJson), { maxLength: 5 }).map((texts) => texts.join('\n'));
export const body = fc.oneof(json, brokenJson, lines, fc.uint8Array({ maxLength: 500 }));
