import type { Field, NumericField } from './field.ts';
import { nearestOf } from './nearest.ts';
import { show } from './show.ts';

/** Prepares what is wrong with a value that a field does not take. */
export function refusalOf(field: Field): (value: unknown) => string {
  const shown = (value: unknown) => `${field.name} is ${show(value)}`;
  const wrong = (value: unknown) => `${shown(value)}: ${allowed(field)}`;
  if (field.type !== 'category') return wrong;
  const nearest = nearestOf(field.vocabulary.filter((category) => category !== field.other));
  const unknown = `which is not one of its ${field.vocabulary.length} categories`;
  return (value) => {
    if (typeof value !== 'string') return wrong(value);
    const quoted = nearest(value).map((category) => JSON.stringify(category));
    const hint = quoted.length > 0 ? `; nearest: ${quoted.join(', ')}` : '';
    return `${shown(value)}, ${unknown}${hint}`;
  };
}

/** Prepares what counts in place of a value that a field does not take as it is, but does not refuse either. */
export function substitutionOf(field: Field, refusal: (value: unknown) => string): (value: unknown) => string {
  if (field.type === 'category') {
    const effect =
      field.unknown === 'other' ? `it counted as ${JSON.stringify(field.other)}` : 'it contributed nothing';
    return (value) => `${refusal(value)}; ${effect}`;
  }
  if (field.type === 'timestamp') return refusal;
  const { name, minimum, maximum } = field;
  return (value) => {
    const nearest = Number(value) < (minimum ?? Number.NEGATIVE_INFINITY) ? minimum : maximum;
    return `${name} is ${show(value)}, outside its range${range(field)}; it counted as ${nearest}`;
  };
}

/** The values that a field takes, in words. */
export function allowed(field: Field): string {
  const values = field.type === 'category' ? categories(field) : field.type === 'timestamp' ? TIMES : numbers(field);
  return `expected ${values}${field.missing ? ', or null' : ''}`;
}

const TIMES = 'a time from 1900 to 2099 such as "2027-02-05T18:00:00Z", or "2027-02-05T18:00" by local clocks';

function categories({ vocabulary }: Extract<Field, { type: 'category' }>): string {
  const shown = vocabulary.slice(0, 5).map((category) => JSON.stringify(category));
  const rest = vocabulary.length - shown.length;
  return `a string, one of ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function numbers(field: NumericField): string {
  return (field.type === 'integer' ? 'an integer' : 'a finite number') + range(field);
}

/** The range of a field, after what is in it. */
function range({ minimum, maximum }: NumericField): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `, at least ${minimum}`;
  return maximum === undefined ? '' : `, at most ${maximum}`;
}
