import { categories } from './category-field.ts';
import type { FieldParts } from './field-parts.ts';
import type { FieldSum } from './field-sum.ts';
import { knownTotals, missingTotal, unknownTotal } from './outcomes.ts';

/** A table over integers has at most so many places for each one that the source knows, and some more. */
const PLACES_PER_VALUE = 4;
const FREE_PLACES = 64;

/**
 * A field whose tables look up numbers: an integer field if these are whole and close together. If unknown numbers are not
 * refused, one more integer at either end stands for them, and is the nearest to all that are further away.
 * Otherwise it becomes a category field, whose values are the numbers as texts.
 */
export function integerField(name: string, sum: FieldSum): FieldParts {
  const totals = knownTotals<number>(sum.tables);
  const [unknown, missing] = [unknownTotal(sum), missingTotal(sum)];
  const known = [...totals.keys()].filter((key) => totals.get(key) !== undefined).toSorted((a, b) => a - b);
  const [first, last] = [known[0] ?? Number.NaN, known.at(-1) ?? Number.NaN];
  const places = last - first + 1;
  const isDense =
    unknown === undefined ? places === known.length : places <= PLACES_PER_VALUE * known.length + FREE_PLACES;
  if (!isDense || known.length < totals.size || !known.every(Number.isSafeInteger)) {
    const texts = new Map([...totals].map(([key, logOdds]) => [String(key), logOdds]));
    return { ...categories(name, texts, { unknown, missing }), textual: String(first) };
  }
  const widened = unknown === undefined ? 0 : 1;
  const [minimum, maximum] = [first - widened, last + widened];
  const rows = Array.from({ length: maximum - minimum + 1 }, (_, k): [number | null, number] => [
    minimum + k,
    totals.get(minimum + k) ?? unknown!,
  ]);
  if (missing !== undefined) rows.push([null, missing]);
  return {
    field: {
      name,
      type: 'integer',
      minimum,
      maximum,
      ...(unknown === undefined && { range: 'reject' as const }),
      ...(missing !== undefined && { missing: 'own' as const }),
    },
    terms: [{ type: 'table', by: [name], rows }],
  };
}
