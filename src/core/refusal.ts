import type { Field } from './field.ts';
import { nearestOf } from './nearest.ts';
import { show } from './show.ts';

/** Prepares what is wrong with a value that a field does not take. */
export function refusalOf(field: Field): (value: unknown) => string {
  const shown = (value: unknown) => `${field.name} is ${show(value)}`;
  const wrong = (value: unknown) => `${shown(value)}: ${allowed(field)}`;
  if (field.type !== 'category') return wrong;
  const nearest = nearestOf(field.vocabulary);
  const unknown = `which is not one of its ${field.vocabulary.length} categories`;
  return (value) => {
    if (typeof value !== 'string') return wrong(value);
    const quoted = nearest(value).map((category) => JSON.stringify(category));
    return `${shown(value)}, ${unknown}; nearest: ${quoted.join(', ')}`;
  };
}

/** The values that a field takes, in words. */
export function allowed(field: Field): string {
  if (field.type === 'category') {
    const { vocabulary } = field;
    const shown = vocabulary.slice(0, 5).map((category) => JSON.stringify(category));
    const rest = vocabulary.length - shown.length;
    return `expected a string, one of ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  }
  const { minimum, maximum } = field;
  const kind = field.type === 'integer' ? 'an integer' : 'a finite number';
  if (minimum !== undefined && maximum !== undefined) return `expected ${kind} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `expected ${kind}, at least ${minimum}`;
  if (maximum !== undefined) return `expected ${kind}, at most ${maximum}`;
  return `expected ${kind}`;
}
