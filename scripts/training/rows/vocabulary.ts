import { fold } from '../../../src/core/category.ts';
import { vocabularyErrors } from '../../../src/core/check.ts';
import { Failure } from '../../cli/command.ts';
import type { FieldDefinition } from '../../models/definition.ts';

type CategoryDefinition = Extract<FieldDefinition, { type: 'category' }>;

const NAMES_FOR_OTHER = ['other', 'other values', 'other categories', 'any other'];

/**
 * The vocabulary of a category field: the categories that model.json lists, or those of the data. Rare ones are merged into
 * the last one, whose name is `other`; that one also exists if unknown categories count as other.
 * @param counts rows by category, in the order that the vocabulary gets
 * @param minCount for a field that neither lists its categories nor states a `minCount` of its own
 * @throws {Failure} when the data have a category that the list lacks, or categories fold to the same text
 */
export function completeVocabulary(
  definition: CategoryDefinition,
  counts: ReadonlyMap<string, number>,
  minCount: number,
): { vocabulary: string[]; other?: string } {
  const { name, vocabulary: listed, unknown, match } = definition;
  const fewest = definition.minCount ?? (listed ? 0 : minCount);
  const kept = (listed ?? [...counts.keys()]).filter((category) => (counts.get(category) ?? 0) >= fewest);
  if (unknown !== 'other') requireListed(definition, [...counts.keys()]);
  const isKept = new Set(kept);
  const merged = [...new Set([...(listed ?? []), ...counts.keys()])].filter((category) => !isKept.has(category));
  // A rare category that folds to a kept one would be answered as that, but count as other here.
  const keys = new Set(kept.map(fold));
  const errors = vocabularyErrors(name, [...kept, ...merged.filter((category) => keys.has(fold(category)))], match);
  if (errors.length > 0) throw new Failure(errors.join('; '));
  if (merged.length === 0 && unknown !== 'other') return { vocabulary: kept };
  const other = nameOfOther(kept);
  return { vocabulary: [...kept, other], other };
}

/** A name for rare categories that none of the others folds to. */
export function nameOfOther(vocabulary: readonly string[]): string {
  const taken = new Set(vocabulary.map(fold));
  const free = NAMES_FOR_OTHER.find((name) => !taken.has(fold(name)));
  return free ?? `other than ${vocabulary.length}`;
}

function requireListed({ name, vocabulary }: CategoryDefinition, values: readonly string[]): void {
  if (vocabulary === undefined) return;
  const listed = new Set(vocabulary);
  const strays = values.filter((value) => !listed.has(value)).map((value) => JSON.stringify(value));
  if (strays.length === 0) return;
  const shown = strays.slice(0, 5).join(', ') + (strays.length > 5 ? ` and ${strays.length - 5} more` : '');
  throw new Failure(
    `field ${name}: the data have ${shown}, which its vocabulary in model.json does not list; add or map them, or set ` +
      '"unknown": "other"',
  );
}
