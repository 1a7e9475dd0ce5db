import { percent, withThousands } from '../cli/number-text.ts';
import type { Column } from './column.ts';
import { integerKind } from './integer-kind.ts';
import type { Measure } from './measure.ts';

const MOST_MISSING = 0.6;
const MOST_CATEGORIES = 1000;
/** Up to this many categories are fine, however few rows there are. */
const FEW_CATEGORIES = 20;
const MOST_CATEGORIES_PER_ROW = 0.2;
const LONG_TEXT = 40;
const ID_DISTINCT = 0.9;
const ID_NAMES = [/(^|[^a-z])(id|uuid|guid)$/i, /[a-z0-9](Id|ID)$/];
const MOST_INTEGERS = 64;
const WIDEST_RANGE = 100;

/** Why a column can never be a field; undefined if it can. */
export function whyImpossible({ kind }: Column, { distinct, missing }: Measure): string | undefined {
  if (distinct === 0) return 'empty in every row';
  const hasOther = missing > 0 && hasCategories(kind);
  return distinct === 1 && !hasOther ? 'constant: it has only one value' : undefined;
}

/** Why a column should not be a field, judging by its values; undefined if it seems suitable. */
export function whyUnsuitable({ name, kind }: Column, found: Measure): string | undefined {
  const { rows, missing } = found;
  const present = rows - missing;
  if (missing > MOST_MISSING * rows) return `missing in ${percent(missing / rows)} of the rows`;
  if (kind === 'text') return whyUnsuitableText(found, present);
  return kind === 'integer' ? whyUnsuitableInteger(name, found, present) : undefined;
}

function whyUnsuitableInteger(name: string, found: Measure, present: number): string | undefined {
  const isUnique = found.distinct === present && present > FEW_CATEGORIES;
  if (isUnique && found.maximum - found.minimum < 2 * present) return 'an identifier: a different number in every row';
  const isNamedId = ID_NAMES.some((pattern) => pattern.test(name));
  if (isNamedId && (isUnique || !isOneHot(found))) return 'an identifier, by its name';
  return undefined;
}

function whyUnsuitableText({ distinct, length }: Measure, present: number): string | undefined {
  const shown = `${withThousands(distinct)} distinct texts in ${withThousands(present)} rows`;
  if (length > LONG_TEXT && distinct > FEW_CATEGORIES)
    return `free text: ${shown}, ${Math.round(length)} characters on average`;
  if (distinct > FEW_CATEGORIES && distinct >= ID_DISTINCT * present) return `an identifier: ${shown}`;
  if (distinct > MOST_CATEGORIES) return `too many categories: ${shown}`;
  if (distinct > FEW_CATEGORIES && distinct > MOST_CATEGORIES_PER_ROW * present) {
    return `too few rows per category: ${shown}`;
  }
  return undefined;
}

/** Whether a text column has too many values for a vocabulary, even with --keep. */
export function isBeyondVocabulary({ kind }: Column, { distinct }: Measure): boolean {
  return kind === 'text' && distinct > MOST_CATEGORIES;
}

/** The field type for a column, and for whole numbers why. */
export function fieldType(
  { name, kind }: Pick<Column, 'name' | 'kind'>,
  found: Measure,
): { type: 'category' | 'integer' | 'number'; why?: string } {
  if (hasCategories(kind)) return { type: 'category' };
  return kind === 'integer' ? integerKind(name, found) : { type: 'number' };
}

function hasCategories(kind: Column['kind']): boolean {
  return kind === 'text' || kind === 'boolean';
}

function isOneHot({ distinct, minimum, maximum }: Measure): boolean {
  return distinct <= MOST_INTEGERS && maximum - minimum <= WIDEST_RANGE;
}
