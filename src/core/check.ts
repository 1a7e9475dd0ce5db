import { type Artifact, artifactSchemas } from './artifact.ts';
import { foldCollisions } from './category.ts';
import { describeFeature, featureErrors } from './feature.ts';

/** An artifact that must not be served. */
export class ArtifactError extends Error {
  constructor(artifact: string, errors: readonly string[]) {
    super(`${artifact}: ${errors.join('; ')}`);
    this.name = 'ArtifactError';
  }
}

/**
 * Parses a model file and checks what a schema cannot: that features fit their fields, lengths, and that categories
 * neither occur twice nor fold to one key.
 * @param label name of the file, for the error
 * @throws {ArtifactError} naming everything that is wrong
 */
export function parseArtifact(json: unknown, label: string): Artifact {
  const parsed = artifactSchemas().artifact.safeParse(json);
  if (!parsed.success) {
    const errors = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`);
    throw new ArtifactError(label, errors);
  }
  const errors = [fieldErrors, allFeatureErrors, lengthErrors, changeableErrors].flatMap((check) => check(parsed.data));
  if (errors.length > 0) throw new ArtifactError(label, errors);
  return parsed.data;
}

function fieldErrors({ fields }: Artifact): string[] {
  const errors = duplicates(fields.map((field) => field.name)).map((name) => `fields: ${name} occurs twice`);
  for (const field of fields) {
    if (field.type === 'category') errors.push(...vocabularyErrors(field.name, field.vocabulary, field.match));
    else if (field.minimum !== undefined && field.maximum !== undefined && field.minimum > field.maximum) {
      errors.push(`fields.${field.name}: minimum ${field.minimum} is above maximum ${field.maximum}`);
    }
  }
  return errors;
}

/** What makes a vocabulary unusable: categories that occur twice, or fold to one key. */
export function vocabularyErrors(name: string, vocabulary: readonly string[], match: 'folded' | 'exact'): string[] {
  const errors = duplicates(vocabulary).map((category) => `fields.${name}: ${JSON.stringify(category)} occurs twice`);
  if (errors.length > 0 || match === 'exact') return errors;
  return foldCollisions(vocabulary).map(
    (group) =>
      `fields.${name}: ${group.map((category) => JSON.stringify(category)).join(' and ')} differ only in case, marks ` +
      `or punctuation; merge them in rows.sql, or set "match": "exact" for this field in model.json`,
  );
}

function allFeatureErrors({ fields, features }: Artifact): string[] {
  return features.flatMap((feature, position) =>
    featureErrors(feature, fields).map((error) => `features.${position} (${describeFeature(feature)}): ${error}`),
  );
}

function lengthErrors({ features, reference, uncertainty }: Artifact): string[] {
  const perFeature = { reference, 'uncertainty.missing': uncertainty?.missing };
  return Object.entries(perFeature).flatMap(([name, numbers = features.map(() => 0)]) =>
    numbers.length === features.length ? [] : [`${name}: ${numbers.length} numbers for ${features.length} features`],
  );
}

function changeableErrors({ fields, changeable }: Artifact): string[] {
  const discrete = fields.filter(({ type }) => type !== 'number').map((field) => field.name);
  return changeable
    .filter((name) => !discrete.includes(name))
    .map((name) => `changeable: ${name} is not a category or integer field`);
}

function duplicates(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const value of values) (seen.has(value) ? repeated : seen).add(value);
  return [...repeated];
}
