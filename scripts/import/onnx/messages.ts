import type { Message } from './decode.ts';

/** The field numbers of onnx.proto and onnx-ml.proto (ONNX IR version 3 and later) that the import needs. */

const EXTERNAL: Message = { 1: ['key', 'text'] };

const TENSOR: Message = {
  1: ['dims', 'int'],
  2: ['dataType', 'int'],
  4: ['floats', 'float'],
  5: ['int32s', 'int'],
  6: ['strings', 'text'],
  7: ['int64s', 'int'],
  8: ['name', 'text'],
  9: ['raw', 'bytes'],
  10: ['doubles', 'double'],
  13: ['external', EXTERNAL],
  14: ['location', 'int'],
};

const ATTRIBUTE: Message = {
  1: ['name', 'text'],
  2: ['f', 'float'],
  3: ['i', 'int'],
  4: ['s', 'text'],
  5: ['t', TENSOR],
  6: ['graph', 'bytes'],
  7: ['floats', 'float'],
  8: ['ints', 'int'],
  9: ['strings', 'text'],
  11: ['graph', 'bytes'],
};

const NODE: Message = {
  1: ['inputs', 'text'],
  2: ['outputs', 'text'],
  4: ['operator', 'text'],
  5: ['attributes', ATTRIBUTE],
  7: ['domain', 'text'],
};

const DIMENSION: Message = { 1: ['value', 'int'] };
const SHAPE: Message = { 1: ['dimensions', DIMENSION] };
const TENSOR_TYPE: Message = { 1: ['elementType', 'int'], 2: ['shape', SHAPE] };
const TYPE: Message = { 1: ['tensor', TENSOR_TYPE] };
const VALUE_INFO: Message = { 1: ['name', 'text'], 2: ['type', TYPE] };

const GRAPH: Message = {
  1: ['nodes', NODE],
  5: ['initializers', TENSOR],
  11: ['inputs', VALUE_INFO],
  12: ['outputs', VALUE_INFO],
  15: ['sparse', 'bytes'],
};

/** A model file. */
export const MODEL: Message = {
  2: ['producer', 'text'],
  3: ['producerVersion', 'text'],
  7: ['graph', GRAPH],
  8: ['operatorSets', 'bytes'],
  25: ['functions', 'bytes'],
};

/** Element types (TensorProto.DataType). */
export const ELEMENT = { float: 1, int32: 6, int64: 7, text: 8, boolean: 9, double: 11 } as const;
