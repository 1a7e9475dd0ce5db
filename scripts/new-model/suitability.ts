import { withThousands } from '../cli/number-text.ts';
import type { Column } from './column.ts';
import type { Measure } from './measure.ts';

const MOST_MISSING = 0.6;
const MOST_CATEGORIES = 1000;
/** Up to so many categories do however few the rows are. */
const FEW_CATEGORIES = 20;
const MOST_CATEGORIES_PER_ROW = 0.2;
const LONG_TEXT = 40;
const ID_DISTINCT = 0.9;
const ID_NAMES = [/(^|[^a-z])(id|uuid|guid)$/i, /[a-z0-9](Id|ID)$/];
const MOST_INTEGERS = 64;
const WIDEST_RANGE = 100;

/** Why a column cannot be a field, whatever one knows of it; undefined for one that can. */
export function whyImpossible({ kind }: Column, { distinct, missing }: Measure): string | undefined {
  if (distinct === 0) return 'empty in every row';
  const hasOther = missing > 0 && hasCategories(kind);
  return distinct === 1 && !hasOther ? 'constant: the same value wherever there is one' : undefined;
}

/** Why a column should not be a field, judged by its values alone; undefined for one that seems fit. */
export function whyUnsuitable({ name, kind }: Column, found: Measure): string | undefined {
  const { rows, missing } = found;
  const present = rows - missing;
  if (missing > MOST_MISSING * rows) return `missing in ${percent(missing / rows)} of the rows`;
  if (kind === 'text') return whyUnsuitableText(found, present);
  return kind === 'integer' ? whyUnsuitableInteger(name, found, present) : undefined;
}

function whyUnsuitableInteger(name: string, found: Measure, present: number): string | undefined {
  const isUnique = found.distinct === present && present > FEW_CATEGORIES;
  if (isUnique && found.maximum - found.minimum < 2 * present) return 'an identifier: another number in every row';
  const isNamedId = ID_NAMES.some((pattern) => pattern.test(name));
  if (isNamedId && (isUnique || !isOneHot(found))) return 'an identifier, by its name';
  return undefined;
}

function whyUnsuitableText({ distinct, length }: Measure, present: number): string | undefined {
  const shown = `${withThousands(distinct)} different texts in ${withThousands(present)} rows`;
  if (length > LONG_TEXT && distinct > FEW_CATEGORIES)
    return `free text: ${shown}, ${Math.round(length)} characters long`;
  if (distinct > FEW_CATEGORIES && distinct >= ID_DISTINCT * present) return `an identifier: ${shown}`;
  if (distinct > MOST_CATEGORIES) return `too many categories: ${shown}`;
  if (distinct > FEW_CATEGORIES && distinct > MOST_CATEGORIES_PER_ROW * present) {
    return `too few rows per category: ${shown}`;
  }
  return undefined;
}

/** Whether a column is a text of so many values that no vocabulary of it helps, whoever asks for it. */
export function isBeyondVocabulary({ kind }: Column, { distinct }: Measure): boolean {
  return kind === 'text' && distinct > MOST_CATEGORIES;
}

/** The type of field that suits a column: integers of a small range get a coefficient each, others one slope. */
export function fieldType({ kind }: Column, found: Measure): 'category' | 'integer' | 'number' {
  if (hasCategories(kind)) return 'category';
  return kind === 'integer' && isOneHot(found) ? 'integer' : 'number';
}

function hasCategories(kind: Column['kind']): boolean {
  return kind === 'text' || kind === 'boolean';
}

function isOneHot({ distinct, minimum, maximum }: Measure): boolean {
  return distinct <= MOST_INTEGERS && maximum - minimum <= WIDEST_RANGE;
}

function percent(share: number): string {
  return `${Math.round(100 * share)} %`;
}
