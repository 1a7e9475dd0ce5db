import type { Measure } from './measure.ts';

const MOST_INTEGERS = 64;
const WIDEST_RANGE = 100;
const FEW = 12;
/** Words for a part of a date or a code: its numbers have no sizes. */
const CODES = new Set([
  ...['month', 'mes', 'weekday', 'dow', 'day', 'dia', 'día', 'hour', 'hora', 'week', 'semana', 'quarter', 'trimestre'],
  ...['code', 'type', 'class', 'category', 'kind', 'group', 'zone', 'region'],
]);
/** Words for how much or how many. */
const AMOUNTS = new Set([
  ...['age', 'edad', 'number', 'num', 'count', 'total', 'sum', 'amount', 'price', 'cost', 'income', 'salary'],
  ...['duration', 'length', 'size', 'height', 'width', 'weight', 'distance', 'rate', 'score', 'percent'],
  ...['seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'],
]);

/**
 * Whether whole numbers get a coefficient each, as codes and parts of a date do, or are an amount, which is a number; and why.
 */
export function integerKind(name: string, found: Measure): { type: 'integer' | 'number'; why: string } {
  const { distinct, minimum, maximum } = found;
  if (distinct > MOST_INTEGERS || maximum - minimum > WIDEST_RANGE) {
    return { type: 'number', why: 'an amount: whole numbers in a wide range' };
  }
  const words = wordsOf(name);
  if (words.some((word) => AMOUNTS.has(word))) return { type: 'number', why: 'an amount, by its name' };
  if (words.some((word) => CODES.has(word))) return { type: 'integer', why: 'a code or a part of a date, by its name' };
  if (distinct <= FEW) return { type: 'integer', why: `a coefficient for each of its ${distinct} values` };
  return { type: 'number', why: `an amount: ${distinct} values` };
}

/** The words of a name such as `startHour` or `total_day_minutes`, in lower case. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}]+/u);
}
