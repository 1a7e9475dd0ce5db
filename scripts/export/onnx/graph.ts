import type { Message, MessageValue } from './protobuf.ts';

/** Types of tensors: onnx.proto, TensorProto.DataType. */
export const TYPES = { int64: 7, string: 8, double: 11 } as const;

/** Types of attributes: onnx.proto, AttributeProto.AttributeType. */
const INTEGER = 2n;
const TENSOR = 4n;

/** Versions of the operators: LabelEncoder with tables of doubles needs 4, and everything else 18. */
const OPSET = 18n;
const ML_OPSET = 4n;
const ML = 'ai.onnx.ml';
const IR_VERSION = 8n;

/** A graph that grows by one operator at a time. Tensors are known by their names. */
export interface GraphBuilder {
  /** A constant of doubles: a column of one row, or a number. */
  constant(numbers: readonly number[], shape?: readonly number[]): string;
  /** Adds an operator of one output. */
  add(operator: string, inputs: readonly string[], attributes?: Attributes): string;
  /** Adds a table from texts or doubles to doubles. */
  lookUp(
    input: string,
    keys: readonly string[] | readonly number[],
    values: readonly number[],
    otherwise: number,
  ): string;
  input(name: string, type: keyof typeof TYPES): void;
  output(name: string, tensor: string, width: number): void;
  /** The model, for `encode`. */
  model(about: { description: string; properties: Readonly<Record<string, string>> }): Message;
}

type Attributes = Readonly<Record<string, bigint>>;

const text = (value: string): MessageValue => value;
const nested = (message: Message): MessageValue => ({ message });

export function createGraph(): GraphBuilder {
  const nodes: Message[] = [];
  const constants = new Map<string, string>();
  const initializers: Message[] = [];
  const inputs: Message[] = [];
  const outputs: Message[] = [];
  let count = 0;

  function push(operator: string, ins: readonly string[], attributes: readonly Message[], domain?: string): string {
    const output = `t${count++}`;
    nodes.push([
      ...ins.map((name) => [1, text(name)] as const),
      [2, text(output)],
      [4, text(operator)],
      ...attributes.map((attribute) => [5, nested(attribute)] as const),
      ...(domain === undefined ? [] : [[7, text(domain)] as const]),
    ]);
    return output;
  }

  const add = (operator: string, ins: readonly string[], attributes: Attributes = {}) =>
    push(
      operator,
      ins,
      Object.entries(attributes).map(([name, value]) => [
        [1, text(name)],
        [3, value],
        [20, INTEGER],
      ]),
    );

  return {
    add,
    constant(numbers, shape = []) {
      const key = JSON.stringify([numbers.map(String), shape]);
      const known = constants.get(key);
      if (known !== undefined) return known;
      const name = `c${constants.size}`;
      constants.set(key, name);
      initializers.push([...tensor(numbers, shape), [8, text(name)]]);
      return name;
    },
    lookUp(input, keys, values, otherwise) {
      const tables = { keys_tensor: keys, values_tensor: values, default_tensor: [otherwise] };
      const attributes = Object.entries(tables).map(
        ([name, table]): Message => [
          [1, text(name)],
          [5, nested(tensor(table, [table.length]))],
          [20, TENSOR],
        ],
      );
      return push('LabelEncoder', [input], attributes, ML);
    },
    input(name, type) {
      inputs.push(valueInfo(name, TYPES[type], 1));
    },
    output(name, from, width) {
      nodes.push([
        [1, text(from)],
        [2, text(name)],
        [4, text('Identity')],
      ]);
      outputs.push(valueInfo(name, TYPES.double, width));
    },
    model({ description, properties }) {
      const used = new Set(nodes.flatMap((node) => node.flatMap(([field, value]) => (field === 1 ? [value] : []))));
      const graph: Message = [
        ...nodes.map((node) => [1, nested(node)] as const),
        [2, text('logistic regression')],
        ...initializers
          .filter((initializer) => used.has(initializer.at(-1)![1]))
          .map((initializer) => [5, nested(initializer)] as const),
        [10, text(description)],
        ...inputs.map((input) => [11, nested(input)] as const),
        ...outputs.map((output) => [12, nested(output)] as const),
      ];
      return [
        [1, IR_VERSION],
        [2, text('edge-logit')],
        [7, nested(graph)],
        [
          8,
          nested([
            [1, text('')],
            [2, OPSET],
          ]),
        ],
        [
          8,
          nested([
            [1, text(ML)],
            [2, ML_OPSET],
          ]),
        ],
        ...Object.entries(properties).map(
          ([key, value]) =>
            [
              14,
              nested([
                [1, text(key)],
                [2, text(value)],
              ]),
            ] as const,
        ),
      ];
    },
  };
}

function tensor(values: readonly string[] | readonly number[], shape: readonly number[]): Message {
  const isText = typeof values[0] === 'string';
  const data: Message = isText
    ? values.map((value) => [6, text(value as string)] as const)
    : [[10, { doubles: values as readonly number[] }]];
  return [[1, { integers: shape }], [2, BigInt(isText ? TYPES.string : TYPES.double)], ...data];
}

/** A column of `width` numbers or texts, in any number of rows. */
function valueInfo(name: string, type: number, width: number): Message {
  const dimensions: Message = [
    [1, nested([[2, text('rows')]])],
    [1, nested([[1, BigInt(width)]])],
  ];
  const tensorType: Message = [
    [1, BigInt(type)],
    [2, nested(dimensions)],
  ];
  return [
    [1, text(name)],
    [2, nested([[1, nested(tensorType)]])],
  ];
}
