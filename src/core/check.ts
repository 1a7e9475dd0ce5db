import { type Artifact, artifactSchemas } from './artifact.ts';
import { formatError, withNamesOfToday, withoutLaterMembers } from './artifact-format.ts';
import { foldCollisions } from './category.ts';
import { knownCount } from './cell.ts';
import { describeFeature, featureErrors } from './feature.ts';
import { compileZone } from './zone.ts';

type Category = Extract<Artifact['fields'][number], { type: 'category' }>;

/** An artifact that must not be served. */
export class ArtifactError extends Error {
  constructor(artifact: string, errors: readonly string[]) {
    super(`${artifact}: ${errors.join('; ')}`);
    this.name = 'ArtifactError';
  }
}

/** An artifact, and the members of a later minor version that it has and this version ignores. */
export interface ReadArtifact {
  artifact: Artifact;
  ignored: readonly string[];
}

/** Parses a model file: see `readArtifactJson`. */
export function parseArtifact(json: unknown, label: string): Artifact {
  return readArtifactJson(json, label).artifact;
}

/**
 * Parses a model file of this format or the one before, and checks what a schema cannot: that features fit their fields,
 * lengths, and that categories neither occur twice nor fold to one key.
 * @param label name of the file, for the error
 * @throws {ArtifactError} naming everything that is wrong
 */
export function readArtifactJson(json: unknown, label: string): ReadArtifact {
  const { artifact, ignored } = parseByFormat(json, label);
  const errors = [fieldErrors, allFeatureErrors, lengthErrors, changeableErrors].flatMap((check) => check(artifact));
  if (errors.length > 0) throw new ArtifactError(label, errors);
  return { artifact, ignored };
}

function parseByFormat(json: unknown, label: string): ReadArtifact {
  if (typeof json !== 'object' || json === null) throw new ArtifactError(label, ['document: expected an object']);
  const wrongFormat = formatError(json);
  if (wrongFormat) throw new ArtifactError(label, [wrongFormat]);
  const named = withNamesOfToday(json);
  const { artifact: schema } = artifactSchemas();
  const parsed = schema.safeParse(named);
  if (parsed.success) return { artifact: parsed.data, ignored: [] };
  const { issues } = parsed.error;
  const later = withoutLaterMembers(named, issues);
  if (later) return { artifact: schema.parse(later.known), ignored: later.ignored };
  throw new ArtifactError(
    label,
    issues.map((issue) => `${issue.path.join('.') || 'document'}: ${issue.message}`),
  );
}

function fieldErrors({ fields }: Artifact): string[] {
  const errors = duplicates(fields.map((field) => field.name)).map((name) => `fields: ${name} occurs twice`);
  for (const field of fields) {
    if (field.type === 'category')
      errors.push(...vocabularyErrors(field.name, field.vocabulary, field.match), ...otherErrors(field));
    else if (field.type === 'timestamp') errors.push(...zoneErrors(field));
    else if (field.minimum !== undefined && field.maximum !== undefined && field.minimum > field.maximum) {
      errors.push(`fields.${field.name}: minimum ${field.minimum} is above maximum ${field.maximum}`);
    }
    if (field.type === 'number' && field.edges?.some((edge, k, edges) => k > 0 && edge <= edges[k - 1]!)) {
      errors.push(`fields.${field.name}: edges do not ascend`);
    }
  }
  return errors;
}

function otherErrors({ name, vocabulary, unknown, other }: Category): string[] {
  if (other === undefined) return unknown === 'other' ? [`fields.${name}: "unknown": "other" needs "other"`] : [];
  return other === vocabulary.at(-1) ? [] : [`fields.${name}: other is not the last of the vocabulary`];
}

function zoneErrors({ name, zone }: { name: string; zone: string }): string[] {
  try {
    compileZone(zone);
    return [];
  } catch {
    return [`fields.${name}: ${JSON.stringify(zone)} is not a time zone`];
  }
}

/** What makes a vocabulary unusable: categories that occur twice, or fold to one key. */
export function vocabularyErrors(name: string, vocabulary: readonly string[], match: 'folded' | 'exact'): string[] {
  const errors = duplicates(vocabulary).map((category) => `fields.${name}: ${JSON.stringify(category)} occurs twice`);
  if (errors.length > 0 || match === 'exact') return errors;
  return foldCollisions(vocabulary).map(
    (group) =>
      `fields.${name}: ${group.map((category) => JSON.stringify(category)).join(' and ')} differ only in case, ` +
      `accents, spaces or separators; merge them in rows.sql, or set "match": "exact" for this field in model.json`,
  );
}

function allFeatureErrors({ fields, features }: Artifact): string[] {
  return features.flatMap((feature, position) =>
    featureErrors(feature, fields).map((error) => `features.${position} (${describeFeature(feature)}): ${error}`),
  );
}

function lengthErrors({ features, averageLogOdds, uncertainty }: Artifact): string[] {
  const perFeature = { averageLogOdds, 'uncertainty.missing': uncertainty?.missing };
  return Object.entries(perFeature).flatMap(([name, numbers = features.map(() => 0)]) =>
    numbers.length === features.length ? [] : [`${name}: ${numbers.length} numbers for ${features.length} features`],
  );
}

function changeableErrors({ fields, changeable }: Artifact): string[] {
  const finite = fields.filter((field) => knownCount(field) > 0).map((field) => field.name);
  return changeable
    .filter((name) => !finite.includes(name))
    .map((name) => `changeable: ${name} is not a category, an integer or a number with bins`);
}

function duplicates(values: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const value of values) (seen.has(value) ? repeated : seen).add(value);
  return [...repeated];
}
