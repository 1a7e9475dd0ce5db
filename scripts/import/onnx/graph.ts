import { Failure } from '../../cli/failure.ts';
import { type Decoded, decodeMessage } from './decode.ts';
import { ELEMENT, MODEL } from './messages.ts';
import { type Constant, readTensor } from './tensor.ts';

/** A step of a graph. */
export interface Node {
  operator: string;
  /** The operator and what it makes, for errors: `Mul (Mu_C0)`. */
  title: string;
  inputs: readonly string[];
  outputs: readonly string[];
  /** The values of an attribute; empty if it is absent. */
  numbers(attribute: string): readonly number[];
  texts(attribute: string): readonly string[];
  tensor(attribute: string): Constant | undefined;
}

/** An input of a graph: how many columns it has, of which element type, and whether they are texts. */
export interface Input {
  name: string;
  width: number;
  element: number;
  isText: boolean;
}

export interface Graph {
  /** The software that wrote the file, with its version. */
  producer: string;
  /** Whether a number of it, or of a row, is a float32. */
  isSingle: boolean;
  inputs: readonly Input[];
  outputs: readonly string[];
  constants: ReadonlyMap<string, Constant>;
  nodes: readonly Node[];
}

const MOST_NODES = 10_000;
const MOST_COLUMNS = 10_000;
const DOMAINS = ['', 'ai.onnx', 'ai.onnx.ml'];
const NUMBERS: readonly number[] = [ELEMENT.float, ELEMENT.double, ELEMENT.int64, ELEMENT.int32];

/**
 * Reads the graph of an ONNX file; nothing of it is run.
 * @param label name of the file, for errors
 * @throws {Failure} for a file that is no ONNX model, and for what the import does not read: other domains, subgraphs,
 * functions, sparse constants and data in other files
 */
export function readGraph(bytes: Uint8Array, label: string): Graph {
  const model = decoded(bytes, label);
  const graph = model.messages.graph?.[0];
  if (!graph) throw new Failure(`${label} is not an ONNX model: it has no graph`);
  if (!model.bytes.operatorSets) throw new Failure(`${label} is not a whole ONNX model: it names no set of operators`);
  if (model.bytes.functions) throw new Failure(`${label} has functions of its own; expected only operators of ONNX`);
  if (graph.bytes.sparse) throw new Failure(`${label} has sparse constants; expected dense ones`);
  const { nodes = [], initializers = [], inputs = [], outputs = [] } = graph.messages;
  if (nodes.length > MOST_NODES)
    throw new Failure(`${label} has ${nodes.length} nodes; expected at most ${MOST_NODES}`);
  const constants = new Map(
    initializers.map((tensor) => [nameOf(tensor), readTensor(tensor, `The constant ${nameOf(tensor)}`)]),
  );
  const read = inputs.filter((input) => !constants.has(nameOf(input))).map(readInput);
  const width = read.reduce((sum, input) => sum + input.width, 0);
  if (width > MOST_COLUMNS) throw new Failure(`${label} has ${width} columns; expected at most ${MOST_COLUMNS}`);
  return {
    producer: producerOf(model),
    isSingle: isSingle(read, initializers, nodes),
    inputs: read,
    outputs: outputs.map(nameOf),
    constants,
    nodes: nodes.map(readNode),
  };
}

function decoded(bytes: Uint8Array, label: string): Decoded {
  try {
    return decodeMessage(bytes, MODEL);
  } catch (error) {
    if (error instanceof RangeError) throw new Failure(`${label} is not a whole ONNX model: ${error.message}`);
    throw error;
  }
}

function readInput(input: Decoded): Input {
  const name = nameOf(input);
  const type = input.messages.type?.[0]?.messages.tensor?.[0];
  const [element = 0] = type?.numbers.elementType ?? [];
  const dimensions = type?.messages.shape?.[0]?.messages.dimensions ?? [];
  const [width = 0] = (dimensions.length === 2 && dimensions[1]!.numbers.value) || [];
  const isText = element === ELEMENT.text;
  if ((isText || NUMBERS.includes(element)) && width >= 1) return { name, width, element, isText };
  throw new Failure(
    `The input ${name} has ${width} columns of type ${element}; expected texts or numbers in a stated number of columns`,
  );
}

function readNode(node: Decoded): Node {
  const { inputs = [], outputs = [] } = node.texts;
  const [operator, domain] = [textOf(node, 'operator'), textOf(node, 'domain')];
  const title = `${operator} (${(outputs.at(-1) ?? '').slice(0, 80)})`;
  if (!DOMAINS.includes(domain))
    throw new Failure(`${title} is of the domain ${domain}; expected ai.onnx or ai.onnx.ml`);
  const attributes = new Map((node.messages.attributes ?? []).map((attribute) => [nameOf(attribute), attribute]));
  for (const [name, { bytes }] of attributes)
    if (bytes.graph) throw new Failure(`${title} has a graph of its own, ${name}`);
  return {
    ...{ operator, title, inputs, outputs },
    numbers(name) {
      const { floats, ints, f, i } = attributes.get(name)?.numbers ?? {};
      return floats ?? ints ?? f ?? i ?? [];
    },
    texts(name) {
      const { strings, s } = attributes.get(name)?.texts ?? {};
      return strings ?? s ?? [];
    },
    tensor(name) {
      const tensor = attributes.get(name)?.messages.t?.[0];
      return tensor && readTensor(tensor, `${name} of ${title}`);
    },
  };
}

function isSingle(inputs: readonly Input[], initializers: readonly Decoded[], nodes: readonly Decoded[]): boolean {
  const attributes = nodes.flatMap(({ messages }) => messages.attributes ?? []);
  return (
    inputs.some(({ element }) => element === ELEMENT.float) ||
    initializers.some(({ numbers }) => numbers.dataType?.[0] === ELEMENT.float) ||
    attributes.some(({ numbers }) => numbers.floats !== undefined)
  );
}

function producerOf(model: Decoded): string {
  return `${textOf(model, 'producer') || 'ONNX'} ${textOf(model, 'producerVersion')}`.trim().slice(0, 80);
}

function nameOf(message: Decoded): string {
  return textOf(message, 'name');
}

function textOf({ texts }: Decoded, name: string): string {
  return texts[name]?.[0] ?? '';
}
