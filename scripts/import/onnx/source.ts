import { basename, extname } from 'node:path';
import type { SourceKind } from '../imported.ts';
import { readSource } from '../source-file.ts';
import { readOnnx } from './read-onnx.ts';

/** A model of 100,000 categories takes about a fifth. */
const MOST_BYTES = 16 * 2 ** 20;

/** A model in ONNX, as skl2onnx writes it. */
export const onnx: SourceKind = {
  name: 'ONNX file',
  recognises: (path) => extname(path).toLowerCase() === '.onnx',
  read: async (path) => readOnnx(readSource(path, MOST_BYTES), basename(path)),
};
