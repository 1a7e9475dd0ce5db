import type { Field } from '../../../src/core/artifact.ts';
import { Failure } from '../../cli/failure.ts';
import { sum } from '../../maths/vector.ts';
import type { FieldDefinition } from '../../models/definition.ts';
import { binEdges } from './bin-edges.ts';
import { completeVocabulary } from './vocabulary.ts';

type Definition<Type extends FieldDefinition['type']> = Extract<FieldDefinition, { type: Type }>;

/** The distinct values of a column that are not missing, in ascending order, and how many rows have each. */
export interface DistinctNumbers {
  values: readonly number[];
  counts: readonly number[];
}

/**
 * A category field as the data complete it.
 * @param counts rows by category, in the order of their UTF-8 bytes
 * @param minCount for a field that neither lists its categories nor states a `minCount` of its own
 * @throws {Failure} when the data have a category that the definition does not allow, or categories fold to the same text
 */
export function categoryField(
  definition: Definition<'category'>,
  counts: ReadonlyMap<string, number>,
  minCount: number,
): Field {
  const { name, type, description, unknown, match, missing } = definition;
  const { vocabulary, other } = completeVocabulary(definition, counts, minCount);
  return {
    ...{ name, type, description, vocabulary, unknown },
    ...(other !== undefined && { other }),
    match,
    ...(missing && { missing }),
  };
}

/** A timestamp field; `hasTimes` if a row has a time of day other than midnight. */
export function timestampField(
  { name, type, description, zone, missing }: Definition<'timestamp'>,
  hasTimes: boolean,
): Field {
  const unit = hasTimes ? {} : ({ unit: 'day' } as const);
  return { name, type, description, zone, ...unit, ...(missing && { missing }) };
}

/**
 * An integer or number field, with a range and bins from the data.
 * @throws {Failure} when the data have no value for it, or one that the definition does not allow
 */
export function rangeField(definition: Definition<'integer' | 'number'>, { values, counts }: DistinctNumbers): Field {
  const { name, type, description, minimum, maximum, range, missing } = definition;
  const low = values[0];
  const high = values.at(-1);
  if (low === undefined || high === undefined) throw new Failure(`field ${name}: the data have no value for it`);
  if (type === 'integer' && !(Math.max(-low, high) <= Number.MAX_SAFE_INTEGER)) {
    throw new Failure(
      `field ${name}: the data go from ${low} to ${high}, but integers go to 2^53; CAST(… AS VARCHAR) makes it a category`,
    );
  }
  if (low < (minimum ?? low) || high > (maximum ?? high)) {
    const allowed = `${minimum ?? 'any'} to ${maximum ?? 'any'}`;
    throw new Failure(`field ${name}: the data go from ${low} to ${high}, but model.json allows ${allowed}`);
  }
  const bounds = { minimum: minimum ?? low, maximum: maximum ?? high, ...(range && { range }) };
  const own = missing && { missing };
  if (type === 'integer') return { name, type, description, ...bounds, ...own };
  return {
    name,
    type,
    description,
    ...bounds,
    edges: binEdges(values, counts),
    median: medianOf(values, counts),
    ...own,
  };
}

/** The median of values in ascending order, each of which `counts` rows have, with four significant digits. */
function medianOf(values: readonly number[], counts: readonly number[]): number {
  const half = sum(counts) / 2;
  let rows = 0;
  const position = counts.findIndex((count) => {
    rows += count;
    return rows >= half;
  });
  return Number(values[position]!.toPrecision(4));
}
