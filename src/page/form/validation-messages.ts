import type { Field } from '../../core/artifact.ts';
import type { NumericField } from '../../core/field.ts';
import { nearestCategories } from '../../core/nearest.ts';
import type { Value as Given } from '../api/model.ts';
import { shortNumber } from '../words/format.ts';
import { type Language, message } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';

type Value = Given | undefined;

/** What a field accepts instead of a refused value; undefined where only the API can say what is wrong. */
export function fieldError(field: Field, value: Value, wording: Wording, language: Language): string | undefined {
  if (field.type === 'timestamp') return message(language, field.unit ? 'chooseDate' : 'chooseTime');
  if (field.type !== 'category') return isValid(field, value) ? undefined : expectedNumber(field, language);
  if (value === undefined || value === null) return message(language, 'choose');
  if (field.vocabulary.includes(String(value))) return undefined;
  return message(language, 'unknown', { value: String(value), nearest: nearest(field, value, wording) });
}

/** The same for a field that shares its control with others, such as the month of a date. */
export function partError(field: Field, value: Value, wording: Wording, language: Language): string | undefined {
  if (!isNumeric(field) || isValid(field, value)) return undefined;
  const [low, high] = [field.minimum, field.maximum].map((bound) => wording.value(field.name, bound ?? ''));
  return message(language, 'partWithin', { label: wording.label(field.name), low: low!, high: high! });
}

/** What the model made of a value that it accepts but does not know. */
export function fieldWarning(field: Field, value: Value, wording: Wording, language: Language): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (field.type === 'timestamp') return undefined;
  if (field.type !== 'category') return beyond(field, Number(value), language);
  const values = { value: String(value), nearest: nearest(field, value, wording) };
  if (field.unknown !== 'other') return message(language, 'leftOut', values);
  return message(language, 'asOther', { ...values, other: wording.value(field.name, field.other ?? '') });
}

function beyond({ minimum, maximum }: NumericField, value: number, language: Language): string | undefined {
  if (minimum === undefined || maximum === undefined) return undefined;
  const ends = { low: minimum, high: maximum, nearest: value < minimum ? minimum : maximum };
  const texts = Object.entries(ends).map(([name, end]) => [name, shortNumber(end, language)]);
  return message(language, 'beyond', Object.fromEntries(texts));
}

function isNumeric(field: Field): field is NumericField {
  return field.type === 'integer' || field.type === 'number';
}

function isValid({ type, minimum = -Infinity, maximum = Infinity }: NumericField, value: Value): boolean {
  const isRightType = type === 'integer' ? Number.isInteger(value) : typeof value === 'number';
  return isRightType && Number(value) >= minimum && Number(value) <= maximum;
}

function expectedNumber({ type, minimum, maximum }: NumericField, language: Language): string {
  const bounds = { low: String(minimum), high: String(maximum) };
  if (minimum !== undefined && maximum !== undefined) {
    return message(language, type === 'integer' ? 'integerWithin' : 'numberWithin', bounds);
  }
  if (minimum !== undefined) return message(language, 'numberFrom', bounds);
  return message(language, maximum === undefined ? 'anyNumber' : 'numberTo', bounds);
}

function nearest(
  { name, vocabulary, other }: Extract<Field, { type: 'category' }>,
  value: Value,
  wording: Wording,
): string {
  const known = vocabulary.filter((category) => category !== other);
  return nearestCategories(known, String(value))
    .map((category) => wording.value(name, category))
    .join(', ');
}
