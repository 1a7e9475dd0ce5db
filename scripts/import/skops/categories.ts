import { MOST_CATEGORIES } from '../../exchange/exchange-model.ts';
import type { RowValue } from '../linear/column.ts';
import { isMissing } from '../linear/rounded.ts';
import { type Estimator, list, refusal } from './estimator.ts';
import { isArray, showValue, type Value } from './value.ts';

/** The categories of one column, as OneHotEncoder and OrdinalEncoder learn them. */
export interface Categories {
  /** The position of each, except that of a missing value. Booleans are 0 and 1, to which Python holds them equal. */
  positions: ReadonlyMap<string | number, number>;
  count: number;
  /** The position of a missing value, if that is a category. */
  missing: number | undefined;
  /** The code of each position, where rare categories share one. */
  codes: readonly number[] | undefined;
  /** The code that rare categories share. */
  infrequent: number | undefined;
}

/** Reads `categories_` and the members about rare categories. */
export function readCategories(estimator: Estimator, width: number): Categories[] {
  const mappings = rareMembers(estimator, '_default_to_infrequent_mappings', width);
  const rare = rareMembers(estimator, '_infrequent_indices', width);
  return list(estimator, 'categories_', width).map((value, k) => {
    const categories = positionsOf(estimator, value);
    const codes = positions(estimator, mappings[k], categories.count);
    const first = positions(estimator, rare[k], categories.count)?.[0];
    if (codes && (codes.length !== categories.count || first === undefined)) {
      throw refusal(estimator, `has ${codes.length} codes for ${categories.count} categories`);
    }
    return { ...categories, codes, infrequent: codes && first !== undefined ? codes[first] : undefined };
  });
}

/** The position of a value among categories; undefined if it is none. */
export function positionOf({ positions: known, missing }: Categories, value: RowValue | undefined): number | undefined {
  if (value === undefined) return undefined;
  return isMissing(value) ? missing : known.get(value as string | number);
}

function positionsOf(estimator: Estimator, value: Value) {
  if (!isArray(value)) throw refusal(estimator, `has ${showValue(value)} in categories_; expected arrays`);
  if (value.values.length > MOST_CATEGORIES)
    throw refusal(estimator, `has ${value.values.length} categories; expected at most ${MOST_CATEGORIES}`);
  const found = new Map<string | number, number>();
  let missing: number | undefined;
  for (const [position, category] of value.values.entries()) {
    if (category === null || Number.isNaN(category)) {
      if (missing !== undefined) throw refusal(estimator, 'has two categories for a missing value: None and NaN');
      missing = position;
    } else if (category === Number.POSITIVE_INFINITY || category === Number.NEGATIVE_INFINITY) {
      throw refusal(estimator, `has the category ${category}; expected texts and finite numbers`);
    } else found.set(typeof category === 'boolean' ? Number(category) : category, position);
  }
  if (found.size + Number(missing !== undefined) < value.values.length)
    throw refusal(estimator, 'has a category twice');
  return { positions: found, count: value.values.length, missing };
}

/** A member that is a list with an item per column, or absent if no categories are rare. */
function rareMembers(estimator: Estimator, name: string, width: number): readonly Value[] {
  const isEnabled = estimator.object.member('_infrequent_enabled') === true;
  return isEnabled && estimator.object.member(name) !== undefined ? list(estimator, name, width) : [];
}

/** A list of positions among so many categories; undefined if it is None. */
function positions(estimator: Estimator, value: Value | undefined, count: number): number[] | undefined {
  if (value === undefined || value === null) return undefined;
  const isPosition = (position: unknown) =>
    Number.isInteger(position) && Number(position) >= 0 && Number(position) < count;
  if (isArray(value) && value.values.every(isPosition)) return value.values as number[];
  throw refusal(estimator, `has codes of rare categories that are not from 0 to ${count - 1}`);
}
