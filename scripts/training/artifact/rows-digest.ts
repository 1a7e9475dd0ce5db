import { createHash } from 'node:crypto';
import type { Artifact } from '../../../src/core/artifact.ts';
import type { TrainingRows } from '../rows/rows.ts';

/** SHA-256 of a text or of bytes, as `sha256:<hex>`. */
export function sha256(text: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

type ScoringContent = Pick<Artifact, 'format' | 'model' | 'variant' | 'classes' | 'intercept' | 'fields' | 'features'>;

/** Digest of what an artifact answers with: the parts that decide a prediction, and nothing else. */
export function scoringDigest({
  format,
  model,
  variant,
  classes,
  intercept,
  fields,
  features,
}: ScoringContent): string {
  return sha256(JSON.stringify({ format, model, variant, classes, intercept, fields, features }));
}

/** Digest of grouped training rows: the same for a CSV and its gzipped copy, another for one changed value. */
export function rowsDigest(rows: TrainingRows): string {
  const hash = createHash('sha256').update(JSON.stringify(rows.fields));
  const columns = [...rows.cells.values(), rows.weight, rows.positives];
  for (const column of columns) hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  return `sha256:${hash.digest('hex')}`;
}
