import { Failure } from '../../cli/failure.ts';
import { checkJsonSize } from './json-size.ts';
import { type NumpyArray, readNpy } from './npy.ts';
import type { PythonObject, Value } from './value.ts';

/** A node of schema.json: what kind it is, the class that it is of, and what it contains. */
interface Node {
  __loader__?: unknown;
  __module__?: unknown;
  __class__?: unknown;
  content?: unknown;
  type?: unknown;
  file?: unknown;
}

/** The most values of all arrays, each counted as often as it is read: many estimators may name one array. */
const MOST_VALUES = 2_000_000;

/** The versions of the schema that are read. */
const PROTOCOLS = [0, 1, 2];

/**
 * Reads the tree of a .skops file (skops, module io). Members are read when they are asked for, so that those which no step
 * needs may be anything. Objects that occur several times are repeated in the file: their ids are not looked at.
 * @param files the entries of the archive
 * @param label name of the archive, for errors
 * @throws {Failure} for a schema that is missing, damaged, or of another version
 */
export function readSchema(files: ReadonlyMap<string, Uint8Array>, label: string): Value {
  const bytes = files.get('schema.json');
  if (!bytes) throw new Failure(`${label} has no schema.json: it is not a .skops file`);
  checkJsonSize(bytes, `schema.json of ${label}`);
  const root = parse(bytes, label);
  const { protocol } = root as { protocol?: unknown };
  if (!PROTOCOLS.includes(protocol as number)) {
    throw new Failure(`${label} has protocol ${JSON.stringify(protocol)}; expected one of ${PROTOCOLS.join(', ')}`);
  }
  return decoder(files, label)(root);
}

function parse(bytes: Uint8Array, label: string): Node {
  try {
    const root: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
    if (typeof root === 'object' && root !== null) return root;
  } catch {}
  throw new Failure(`schema.json of ${label} is not JSON`);
}

function decoder(files: ReadonlyMap<string, Uint8Array>, label: string): (node: unknown) => Value {
  const arrays = new Map<string, NumpyArray>();
  let values = 0;

  function arrayIn(file: string): NumpyArray {
    const bytes = files.get(file);
    if (!bytes) throw new Failure(`${label} has no ${JSON.stringify(file.slice(0, 80))}, which schema.json names`);
    const array = arrays.get(file) ?? readNpy(bytes, `${file} of ${label}`, MOST_VALUES - values);
    arrays.set(file, array);
    values += array.values.length;
    if (values > MOST_VALUES) throw new Failure(`${label} reads more than ${MOST_VALUES} values of arrays`);
    return array;
  }

  function decode(input: unknown): Value {
    const node = (typeof input === 'object' && input !== null ? input : {}) as Node;
    const { content } = node;
    switch (node.__loader__) {
      case 'JsonNode':
        return scalar(content);
      case 'ListNode':
      case 'TupleNode':
      case 'SetNode':
        return Array.isArray(content) ? content.map(decode) : opaque(node);
      case 'NdArrayNode':
        return ndarray(node);
      case 'DictNode':
        return { className: 'builtins.dict', member: membersOf(content) };
      case 'ObjectNode':
        return { className: classOf(node), member: membersOf((content as Node | undefined)?.content) };
      default:
        return opaque(node);
    }
  }

  function membersOf(content: unknown): PythonObject['member'] {
    const members = new Map(Object.entries(content ?? {}));
    return (name) => (members.has(name) ? decode(members.get(name)) : undefined);
  }

  function ndarray(node: Node): Value {
    if (node.type === 'numpy' && typeof node.file === 'string') {
      const array = arrayIn(node.file);
      return array.shape.length === 0 ? array.values[0]! : array;
    }
    const items = Array.isArray(node.content) ? node.content.map(decode) : [];
    const isPlain = items.every((item) => typeof item !== 'object' || item === null);
    return isPlain ? { shape: [items.length], values: items as NumpyArray['values'] } : items;
  }

  return decode;
}

/** An object of which only the class is known, such as a function: no member of it is read. */
function opaque(node: Node): PythonObject {
  return { className: classOf(node), member: () => undefined };
}

function classOf({ __module__, __class__ }: Node): string {
  return typeof __module__ === 'string' && typeof __class__ === 'string'
    ? `${__module__}.${__class__}`
    : 'something without a class';
}

/** What a node of JSON text contains: Python also writes NaN and Infinity. Never a list or an object. */
function scalar(content: unknown): Value {
  const named = { NaN: Number.NaN, Infinity: Number.POSITIVE_INFINITY, '-Infinity': Number.NEGATIVE_INFINITY };
  if (typeof content === 'string' && Object.hasOwn(named, content)) return named[content as keyof typeof named];
  if (typeof content === 'string' && /^["\dtfn-]/.test(content)) {
    try {
      return JSON.parse(content) as Value;
    } catch {}
  }
  throw new Failure(
    `schema.json has ${JSON.stringify(String(content).slice(0, 80))} for a value; expected a text, a number, true, false or null`,
  );
}
