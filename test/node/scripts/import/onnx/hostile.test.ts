import { readFileSync } from 'node:fs';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { expect, test } from 'vitest';
import { readOnnx } from '../../../../../scripts/import/onnx/read-onnx.ts';

const read = (bytes: Uint8Array) => readOnnx(bytes, 'model.onnx');

type Field = [number: number, value: string | number | Uint8Array];

/** A message of protocol buffers: texts, integers and messages by their field numbers. */
function message(...fields: Field[]): Uint8Array {
  const writer = new BinaryWriter();
  for (const [number, value] of fields) {
    if (typeof value === 'number') writer.tag(number, WireType.Varint).int64(value);
    else if (typeof value === 'string') writer.tag(number, WireType.LengthDelimited).string(value);
    else writer.tag(number, WireType.LengthDelimited).bytes(value);
  }
  return writer.finish();
}

const input = (name: string, type = 1, width = 1) =>
  message([1, name], [2, message([1, message([1, type], [2, message([1, message()], [1, message([1, width])])])])]);
const node = (operator: string, inputs: string[], output: string, ...more: Field[]) =>
  message(...inputs.map((name): Field => [1, name]), [2, output], [4, operator], ...more);
const floats = (name: string, values: number[]) =>
  message([1, name], [7, new Uint8Array(Float32Array.from(values).buffer)]);
const model = (...graph: Field[]) => message([7, message(...graph)], [8, message([2, 13])]);

/** A graph of one number and a classifier. */
function classifier(coefficients: number[], ...more: Field[]): Uint8Array {
  const attributes: Uint8Array[] = [
    floats('coefficients', coefficients),
    floats('intercepts', [-1, 1]),
    message([1, 'classlabels_ints'], [8, 0], [8, 1]),
    message([1, 'post_transform'], [4, 'LOGISTIC']),
  ];
  const fields = attributes.map((attribute): Field => [5, attribute]);
  return model(
    [11, input('x')],
    [1, message([1, 'x'], [2, 'label'], [2, 'p'], [4, 'LinearClassifier'], ...fields)],
    [12, message([1, 'label'])],
    [12, message([1, 'p'])],
    ...more,
  );
}

test('readOnnx reads the graph that the others are made of', () => {
  expect(read(classifier([-2, 2])).probability({ x: 1 })).toBeCloseTo(1 / (1 + Math.exp(-3)), 15);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY])('readOnnx refuses the coefficient %s', (value) => {
  expect(() => read(classifier([-value, value]))).toThrow(
    'LinearClassifier (p) has 2 coefficients for 1 columns; expected 2 finite numbers',
  );
});

test('readOnnx refuses coefficients of which one half is not the negative of the other', () => {
  expect(() => read(classifier([-2, 3]))).toThrow('The output p is not the probabilities of two classes');
});

test('readOnnx refuses nodes that need each other', () => {
  const cycle = model(
    [11, input('x')],
    [1, node('Identity', ['b'], 'a')],
    [1, node('Identity', ['a'], 'b')],
    [12, message([1, 'b'])],
  );
  expect(() => read(cycle)).toThrow('Identity (a) needs b, which nothing before it makes');
});

test.each(['Concat', 'Add'])('readOnnx refuses a graph in which %s doubles the columns at every node', (operator) => {
  const doubled = Array.from(
    { length: 40 },
    (_, k): Field => [1, node(operator, [k === 0 ? 'x' : `y${k - 1}`, k === 0 ? 'x' : `y${k - 1}`], `y${k}`)],
  );
  expect(() => read(model([11, input('x')], ...doubled, [12, message([1, 'y39'])]))).toThrow(
    new RegExp(
      `^${operator} \\(y\\d+\\) (makes 262144 columns; expected at most 200000|is of a score and a score, which cannot be imported)$`,
    ),
  );
});

test('readOnnx refuses a name that is made twice', () => {
  const twice = model(
    [11, input('x')],
    [1, node('Identity', ['x'], 'a')],
    [1, node('Sigmoid', ['x'], 'a')],
    [12, message([1, 'a'])],
  );
  expect(() => read(twice)).toThrow('Sigmoid (a) makes a again');
});

test.each([
  [
    'an operator that is not read',
    node('Loop', ['x'], 'p'),
    /^Loop \(p\) cannot be imported; expected one of Abs, Add, /,
  ],
  [
    'another domain',
    node('Identity', ['x'], 'p', [7, 'com.example']),
    /^Identity \(p\) is of the domain com\.example; expected ai\.onnx or ai\.onnx\.ml$/,
  ],
  [
    'a subgraph',
    node('Identity', ['x'], 'p', [5, message([1, 'body'], [6, message()])]),
    /^Identity \(p\) has a graph of its own, body$/,
  ],
  [
    'an axis of rows',
    node('Concat', ['x'], 'p', [5, message([1, 'axis'], [3, 0])]),
    /^Concat \(p\) works along axis 0; expected 1$/,
  ],
])('readOnnx refuses %s by its name', (_, step, error) => {
  expect(() => read(model([11, input('x')], [1, step], [12, message([1, 'p'])]))).toThrow(error);
});

test.each([
  [
    'data in another file',
    message([8, 'c'], [1, 1], [2, 1], [13, message([1, 'location'])]),
    'The constant c has its values in another file; save the model as one file',
  ],
  [
    'a billion values',
    message([8, 'c'], [1, 1_000_000_000], [2, 1], [9, new Uint8Array(4)]),
    'The constant c has 1 values; its dimensions (1000000000) need 1000000000',
  ],
  [
    'negative dimensions',
    message([8, 'c'], [1, -1], [1, -1], [2, 1], [9, new Uint8Array(4)]),
    'The constant c has 1 values; its dimensions (-1, -1) need 1',
  ],
  [
    'an unknown type',
    message([8, 'c'], [1, 1], [2, 14]),
    'The constant c has values of type 14; expected numbers, booleans or texts',
  ],
])('readOnnx refuses a constant with %s', (_, tensor, error) => {
  expect(() => read(classifier([-1, 1], [5, tensor]))).toThrow(error);
});

test('readOnnx refuses a billion columns', () => {
  expect(() => read(model([11, input('x', 1, 1_000_000_000)]))).toThrow(
    'model.onnx has 1000000000 columns; expected at most 10000',
  );
});

test('readOnnx refuses millions of values', () => {
  const packed = message([1, 'coefficients'], [8, new Uint8Array(1_000_001)]);
  expect(() => read(model([1, message([5, packed])]))).toThrow(
    'model.onnx is not a whole ONNX model: it has more than 1000000 values',
  );
});

test('readOnnx refuses every part of a file, and a file of anything', () => {
  const whole = readFileSync('test/import/fixtures/matrix-float.onnx');
  const sentences = Array.from({ length: 60 }, (_, k) => whole.subarray(0, Math.floor((k * whole.length) / 60))).map(
    (part) => {
      try {
        read(part);
        return 'read';
      } catch (error) {
        return error instanceof Error ? `${error.constructor.name}: ${error.message}` : '';
      }
    },
  );
  expect(sentences.filter((sentence) => !/^Failure: [^\n]+$/.test(sentence))).toEqual([]);
  expect(() => read(new Uint8Array())).toThrow('model.onnx is not an ONNX model: it has no graph');
  expect(() => read(new Uint8Array(1000).fill(0x0b))).toThrow('model.onnx is not a whole ONNX model');
});
