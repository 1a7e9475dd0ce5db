import { statSync } from 'node:fs';
import type { SourceKind } from '../imported.ts';
import { hasMetadata } from './metadata.ts';
import { readSpark } from './read-spark.ts';

/** The folder of a pipeline that Spark ML saved. */
export const spark: SourceKind = {
  name: 'Spark pipeline folder',
  recognises: (path) => statSync(path).isDirectory() && hasMetadata(path),
  read: readSpark,
};
