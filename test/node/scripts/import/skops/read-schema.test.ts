import { expect, test } from 'vitest';
import { readSchema } from '../../../../../scripts/import/skops/read-schema.ts';
import type { PythonObject, Value } from '../../../../../scripts/import/skops/value.ts';

const read = (schema: string) => readSchema(new Map([['schema.json', Buffer.from(schema)]]), 'model.skops');
const text = (content: string) => ({ __loader__: 'JsonNode', __class__: 'str', __module__: 'builtins', content });
const object = (members: object) => ({
  ...{ protocol: 2, __loader__: 'ObjectNode', __module__: 'a.b', __class__: 'C', __id__: 1 },
  content: { __loader__: 'DictNode', content: members },
});
const member = (node: object): Value | undefined =>
  (read(JSON.stringify(object({ x: node }))) as PythonObject).member('x');

test.each([
  ['null', null],
  ['true', true],
  ['-1.5e3', -1500],
  ['"a"', 'a'],
  ['NaN', Number.NaN],
  ['-Infinity', Number.NEGATIVE_INFINITY],
])('a node of JSON text %j is a value of Python', (content, value) => {
  expect(member(text(content))).toBe(value);
});

test.each(['[1]', '{"a":1}', '', 'nonsense', '1 2'])('a node of JSON text %j is refused', (content) => {
  expect(() => member(text(content))).toThrow(
    /^schema\.json has .* for a value; expected a text, a number, true, false or null$/,
  );
});

test('an object that refers to itself by its id is not followed: ids are not looked at', () => {
  const cyclic = { __loader__: 'ObjectNode', __module__: 'a', __class__: 'Node', __id__: 1 };
  expect((member(cyclic) as PythonObject).className).toBe('a.Node');
  expect((member({ ...cyclic, __loader__: 'CachedNode' }) as PythonObject).member('x')).toBeUndefined();
});

test('members that nobody asks for may be anything', () => {
  expect((read(JSON.stringify(object({ x: text('1'), y: text('['), z: 5 }))) as PythonObject).member('x')).toBe(1);
  expect(
    (member({ __loader__: 'FunctionNode', __module__: 'os', __class__: 'system', content: 1 }) as PythonObject)
      .className,
  ).toBe('os.system');
});

test.each([
  ['no JSON', '{"a":', 'schema.json of model.skops is not JSON'],
  ['no object', '5', 'schema.json of model.skops is not JSON'],
  ['another protocol', '{"protocol":3}', 'model.skops has protocol 3; expected one of 0, 1, 2'],
  [
    '17 million bytes',
    ' '.repeat(17_000_000),
    'schema.json of model.skops has 17000000 bytes; expected at most 16777216',
  ],
  ['deep nesting', '['.repeat(100_000), 'schema.json of model.skops is nested more than 250 deep'],
  [
    'many members',
    `{${'"a":0,'.repeat(10_001)}"a":0}`,
    'schema.json of model.skops has an object of more than 10000 members',
  ],
  [
    'millions of values',
    `[${'0,'.repeat(500_001)}0]`,
    'schema.json of model.skops has more than 500000 values and members',
  ],
])('readSchema refuses a schema with %s', (_, schema, message) => {
  expect(() => read(schema)).toThrow(message);
});

test('brackets and quotes within texts count neither as depth nor as parts', () => {
  const brackets = JSON.stringify('["\\'.repeat(500));
  expect(member(text(brackets))).toBe('["\\'.repeat(500));
});

test('readSchema names the array that the archive lacks', () => {
  expect(() => member({ __loader__: 'NdArrayNode', type: 'numpy', file: '../../x.npy' })).toThrow(
    'model.skops has no "../../x.npy", which schema.json names',
  );
  expect(() => readSchema(new Map(), 'model.skops')).toThrow('model.skops has no schema.json: it is not a .skops file');
});
