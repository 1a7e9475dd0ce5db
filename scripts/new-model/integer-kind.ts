import type { Measure } from './measure.ts';

const MOST_INTEGERS = 64;
const WIDEST_RANGE = 100;
const FEW = 12;
/** A part of a date or a code: its numbers have no sizes. */
const CODES =
  /(^|[^a-z])(month|mes|weekday|day_?of_?(week|month)|dow|day|d[ií]a|hour|hora|week|semana|quarter|trimestre|code|type|class|category|kind|group|zone|region)([^a-z]|$)|(Month|Weekday|Day|Hour|Week|Quarter|Code|Type|Class|Category|Kind|Group|Zone|Region)$/;
/** How much or how many. */
const AMOUNTS =
  /(^|[^a-z])(age|edad|number|num|count|total|sum|amount|price|cost|income|salary|duration|length|size|height|width|weight|distance|minutes|seconds|days|months|years|hours|weeks|rate|score|percent)([^a-z]|$)/i;

/**
 * Whether whole numbers get a coefficient each, as codes and parts of a date do, or are an amount, which is a number; and why.
 */
export function integerKind(name: string, found: Measure): { type: 'integer' | 'number'; why: string } {
  const { distinct, minimum, maximum } = found;
  if (distinct > MOST_INTEGERS || maximum - minimum > WIDEST_RANGE) {
    return { type: 'number', why: 'an amount: whole numbers in a wide range' };
  }
  if (AMOUNTS.test(name)) return { type: 'number', why: 'an amount, by its name' };
  if (CODES.test(name) || CODES.test(name.toLowerCase())) {
    return { type: 'integer', why: 'a code or a part of a date, by its name' };
  }
  if (distinct <= FEW) return { type: 'integer', why: `a coefficient for each of its ${distinct} values` };
  return { type: 'number', why: `an amount: ${distinct} values` };
}
