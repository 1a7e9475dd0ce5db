import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/** How a field of a message is written. */
type Scalar = 'int' | 'float' | 'double' | 'text' | 'bytes';

/** A message: of each field number the name, and what it holds. Every field is read as a list; numbers may be packed. */
export type Message = { readonly [field: number]: readonly [name: string, holds: Scalar | Message] };

/** A decoded message: of each field that it has, the values in order. */
export interface Decoded {
  numbers: Record<string, number[]>;
  texts: Record<string, string[]>;
  bytes: Record<string, Uint8Array[]>;
  messages: Record<string, Decoded[]>;
}

/** The most values of a message with all that is in it: a model of 100,000 categories has about four times as many. */
const MOST_VALUES = 1_000_000;
/** A message within another counts as so many values, for that is the memory it takes. */
const MESSAGE = 20;

/**
 * Decodes a message of protocol buffers by a table of field numbers; other fields are skipped.
 * @throws {RangeError} for bytes that are no such message, end too early, or have too many values
 */
export function decodeMessage(bytes: Uint8Array, message: Message): Decoded {
  const budget = { values: MOST_VALUES };
  try {
    return decode(bytes, message, budget);
  } catch (error) {
    if (budget.values < 0) throw new RangeError(`it has more than ${MOST_VALUES} values`);
    throw new RangeError(error instanceof Error ? error.message : String(error));
  }
}

function decode(bytes: Uint8Array, message: Message, budget: { values: number }): Decoded {
  const reader = new BinaryReader(bytes);
  const found: Decoded = { numbers: {}, texts: {}, bytes: {}, messages: {} };
  const spend = (count = 1) => {
    budget.values -= count;
    if (budget.values < 0) throw new RangeError('too many values');
  };
  while (reader.pos < reader.len) {
    const [field, wire] = reader.tag();
    const entry = message[field];
    if (!entry) {
      reader.skip(wire, field);
      continue;
    }
    const [name, holds] = entry;
    spend(typeof holds === 'object' ? MESSAGE : 1);
    if (typeof holds === 'object') push(found.messages, name, decode(delimited(reader, wire), holds, budget));
    else if (holds === 'text') push(found.texts, name, utf8(delimited(reader, wire)));
    else if (holds === 'bytes') push(found.bytes, name, delimited(reader, wire));
    else if (wire !== WireType.LengthDelimited) push(found.numbers, name, number(reader, holds));
    else {
      const end = reader.uint32() + reader.pos;
      if (end > reader.len) throw new RangeError('premature end');
      while (reader.pos < end) {
        spend();
        push(found.numbers, name, number(reader, holds));
      }
    }
  }
  return found;
}

function push<T>(fields: Record<string, T[]>, name: string, value: T): void {
  const known = fields[name];
  if (known) known.push(value);
  else fields[name] = [value];
}

function delimited(reader: BinaryReader, wire: WireType): Uint8Array {
  if (wire !== WireType.LengthDelimited) throw new RangeError(`unexpected wire type ${wire}`);
  return reader.bytes();
}

function number(reader: BinaryReader, holds: 'int' | 'float' | 'double'): number {
  if (holds === 'int') return Number(reader.int64());
  return holds === 'float' ? reader.float() : reader.double();
}

/** A text; invalid bytes become U+FFFD. */
function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}
