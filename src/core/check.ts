import { type Artifact, artifactSchemas } from './artifact.ts';
import { foldCollisions } from './category.ts';
import { describeFeature, featureErrors } from './feature.ts';

/** An artifact that must not be served, with every place that is wrong. */
export class ArtifactError extends Error {
  readonly problems: readonly string[];

  constructor(artifact: string, problems: readonly string[]) {
    super(`${artifact}: ${problems.join('; ')}`);
    this.name = 'ArtifactError';
    this.problems = problems;
  }
}

/**
 * Parses a model file and checks what a schema cannot say: fields and features that fit together, lengths, duplicate
 * or colliding categories.
 * @throws {ArtifactError} naming every place that is wrong
 */
export function parseArtifact(json: unknown, label: string): Artifact {
  const parsed = artifactSchemas().artifact.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`);
    throw new ArtifactError(label, problems);
  }
  const problems = [
    ...fieldProblems(parsed.data),
    ...featureProblems(parsed.data),
    ...lengthProblems(parsed.data),
    ...changeableProblems(parsed.data),
  ];
  if (problems.length > 0) throw new ArtifactError(label, problems);
  return parsed.data;
}

function fieldProblems({ fields }: Artifact): string[] {
  const problems = duplicates(fields.map((field) => field.name)).map((name) => `fields: ${name} occurs twice`);
  for (const field of fields) {
    if (field.type === 'category') problems.push(...vocabularyErrors(field.name, field.vocabulary, field.match));
    else if (field.minimum !== undefined && field.maximum !== undefined && field.minimum > field.maximum) {
      problems.push(`fields.${field.name}: minimum ${field.minimum} is above maximum ${field.maximum}`);
    }
  }
  return problems;
}

/** What makes a vocabulary unusable: a category that occurs twice, or categories that fold to one key. */
export function vocabularyErrors(name: string, vocabulary: readonly string[], match: 'folded' | 'exact'): string[] {
  const problems = duplicates(vocabulary).map((category) => `fields.${name}: ${JSON.stringify(category)} occurs twice`);
  if (problems.length > 0 || match === 'exact') return problems;
  return foldCollisions(vocabulary).map(
    (group) =>
      `fields.${name}: ${group.map((category) => JSON.stringify(category)).join(' and ')} differ only in case, marks ` +
      `or punctuation; merge them in rows.sql, or set "match": "exact" for this field in model.json`,
  );
}

function featureProblems({ fields, features }: Artifact): string[] {
  return features.flatMap((feature, position) =>
    featureErrors(feature, fields).map((error) => `features.${position} (${describeFeature(feature)}): ${error}`),
  );
}

function lengthProblems({ features, reference, uncertainty }: Artifact): string[] {
  const perFeature = { reference, 'uncertainty.missing': uncertainty?.missing };
  return Object.entries(perFeature).flatMap(([name, numbers = features.map(() => 0)]) =>
    numbers.length === features.length ? [] : [`${name}: ${numbers.length} numbers for ${features.length} features`],
  );
}

function changeableProblems({ fields, changeable }: Artifact): string[] {
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
