import { createHash } from 'node:crypto';
import type { Artifact } from '../../src/core/artifact.ts';

/** SHA-256 of a text or of bytes, as `sha256:<hex>`. */
export function sha256(text: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}

/** The parts of an artifact that decide its answers. */
export type ScoringContent = Pick<
  Artifact,
  'format' | 'model' | 'variant' | 'classes' | 'intercept' | 'fields' | 'features'
>;

/** The digest of the scoring content of an artifact. */
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
