import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/** A message of onnx.proto: values by field number, in the order in which they are written. */
export type Message = readonly (readonly [field: number, value: MessageValue])[];

/** What a field holds: an integer, a text, a message, doubles or integers packed into one field, or several of these. */
export type MessageValue =
  | bigint
  | string
  | { message: Message }
  | { doubles: readonly number[] }
  | { integers: readonly number[] };

/** The bytes of a message. */
export function encode(message: Message): Uint8Array {
  const writer = new BinaryWriter();
  write(writer, message);
  return writer.finish();
}

function write(writer: BinaryWriter, message: Message): void {
  for (const [field, value] of message) {
    if (typeof value === 'bigint') writer.tag(field, WireType.Varint).int64(value);
    else if (typeof value === 'string') writer.tag(field, WireType.LengthDelimited).string(value);
    else if ('message' in value) {
      writer.tag(field, WireType.LengthDelimited).fork();
      write(writer, value.message);
      writer.join();
    } else {
      writer.tag(field, WireType.LengthDelimited).fork();
      if ('doubles' in value) for (const number of value.doubles) writer.double(number);
      else for (const number of value.integers) writer.int64(number);
      writer.join();
    }
  }
}
