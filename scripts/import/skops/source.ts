import { basename } from 'node:path';
import type { SourceKind } from '../imported.ts';
import { firstBytes, readSource } from '../source-file.ts';
import { readSkops } from './read-skops.ts';

const ZIP = Buffer.from('PK\x03\x04');

/** A pipeline of scikit-learn that skops saved. */
export const skops: SourceKind = {
  name: 'skops file',
  recognises: (path) => firstBytes(path, ZIP.length).equals(ZIP),
  read: async (path) => readSkops(readSource(path), basename(path)),
};
