/**
 * A logistic regression as an ONNX model: `probability = Sigmoid(x · weights + intercept)`, for any number of rows.
 * Written field by field after ModelProto in onnx.proto, so that no ONNX library is needed.
 */
export function linearOnnx(weights: readonly number[], intercept: number): Uint8Array {
  const graph = message(
    [1, node('Gemm', ['x', 'weights', 'intercept'], ['logit'])],
    [1, node('Sigmoid', ['logit'], ['probability'])],
    [2, text('logistic regression')],
    [5, tensor('weights', [weights.length, 1], weights)],
    [5, tensor('intercept', [1], [intercept])],
    [11, value('x', weights.length)],
    [12, value('probability', 1)],
  );
  return message([1, 8], [7, graph], [8, message([2, 13])]);
}

function node(operator: string, inputs: string[], outputs: string[]): Uint8Array {
  return message(...inputs.map((name): Entry => [1, text(name)]), ...outputs.map((name): Entry => [2, text(name)]), [
    4,
    text(operator),
  ]);
}

const FLOAT = 1;

function tensor(name: string, dimensions: number[], values: readonly number[]): Uint8Array {
  const raw = new Uint8Array(Float32Array.from(values).buffer);
  return message(...dimensions.map((size): Entry => [1, size]), [2, FLOAT], [8, text(name)], [9, raw]);
}

function value(name: string, columns: number): Uint8Array {
  const rows = message([2, text('rows')]);
  const shape = message([1, rows], [1, message([1, columns])]);
  const type = message([1, message([1, FLOAT], [2, shape])]);
  return message([1, text(name)], [2, type]);
}

type Entry = [field: number, value: number | Uint8Array];

/** A message of Protocol Buffers: integers as varints, everything else with its length. */
function message(...entries: Entry[]): Uint8Array {
  const bytes = entries.flatMap(([field, value]) => {
    if (typeof value === 'number') return [...varint(field << 3), ...varint(value)];
    return [...varint((field << 3) | 2), ...varint(value.length), ...value];
  });
  return Uint8Array.from(bytes);
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
