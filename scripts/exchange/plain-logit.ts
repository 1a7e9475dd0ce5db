import { DAYS_BEFORE } from '../../src/core/parts.ts';
import type { ExchangeField, ExchangeKey, ExchangeModel, ExchangeTerm } from './exchange-model.ts';
import { FIRST_OF_PART } from './parts.ts';

/** A row of values as callers send it. */
export type Row = Readonly<Record<string, string | number | null>>;

/**
 * The log-odds of a row by the numbers of an exchange model, term by term as its description says: the reference that
 * what is made of the model must agree with. Categories must be spelled as in the vocabulary, or are unknown.
 * @throws {RangeError} for a row that the model refuses
 */
export function plainLogit(model: ExchangeModel): (row: Row) => number {
  const fields = new Map(model.fields.map((field) => [field.name, field]));
  const terms = model.terms.map((term) => (term.type === 'table' ? tableTerm(term, fields) : linearTerm(term)));
  return (row) => {
    const values = new Map(model.fields.map((field) => [field.name, countedValue(field, row[field.name] ?? null)]));
    return terms.reduce((sum, logOdds) => sum + logOdds(values), model.intercept);
  };
}

/** The value that counts: undefined for an unknown category that adds nothing. */
type Values = ReadonlyMap<string, string | number | null | undefined>;

function countedValue(field: ExchangeField, value: string | number | null) {
  if (value === null) {
    if (field.missing === undefined) throw new RangeError(`${field.name} is missing`);
    return null;
  }
  if (field.type === 'category') {
    if (field.vocabulary.includes(String(value))) return value;
    if (field.unknown === 'reject') throw new RangeError(`${field.name} is ${value}, an unknown category`);
    return field.unknown === 'other' ? field.other : undefined;
  }
  if (field.type === 'timestamp') return value;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const counted = Math.min(Math.max(Number(value), minimum), maximum);
  if (counted !== value && field.range) throw new RangeError(`${field.name} is ${value}, out of range`);
  return counted;
}

function linearTerm(term: Extract<ExchangeTerm, { type: 'linear' }>): (values: Values) => number {
  const { field, coefficient, mean, scale, missing } = term;
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = term;
  return (values) => {
    const value = values.get(field) as number | null;
    if (value === null) return missing === undefined ? 0 : (coefficient * (missing - mean)) / scale;
    return (coefficient * (Math.min(Math.max(value, minimum), maximum) - mean)) / scale;
  };
}

function tableTerm(
  { by, rows }: Extract<ExchangeTerm, { type: 'table' }>,
  fields: ReadonlyMap<string, ExchangeField>,
): (values: Values) => number {
  const logOdds = new Map(rows.map((row) => [JSON.stringify(row.slice(0, -1)), row.at(-1) as number]));
  const keys = by.map((key) => keyOf(key, fields));
  return (values) => {
    const found = keys.map((key) => key(values));
    return found.includes(undefined) ? 0 : (logOdds.get(JSON.stringify(found)) ?? 0);
  };
}

function keyOf(key: ExchangeKey, fields: ReadonlyMap<string, ExchangeField>) {
  if ('month' in key) {
    return (values: Values) => {
      const [month, day] = [values.get(key.month) as number | null, values.get(key.day) as number | null];
      if (month === null || day === null) return null;
      return Math.floor(Math.min(365, DAYS_BEFORE[month - 1]! + day - 1) / (key.width ?? 1));
    };
  }
  const { field: name, part, edges } = key;
  return (values: Values) => {
    let value = values.get(name);
    if (value === null || value === undefined) return value;
    if (part) value = partOfText(part, String(value), fields.get(name)!);
    return edges ? edges.filter((edge) => edge <= (value as number)).length : value;
  };
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A part of a timestamp, by the calendar of the language's own formatter where it has an offset. */
function partOfText(part: keyof typeof FIRST_OF_PART, text: string, field: ExchangeField): number {
  const hasOffset = /[T ].*(Z|[+-]\d\d:\d\d)$/i.test(text);
  const zone = hasOffset && field.type === 'timestamp' ? field.zone : 'UTC';
  const instant = new Date(hasOffset ? text : `${text.length === 10 ? `${text}T00:00` : text.replace(' ', 'T')}Z`);
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone: zone, hourCycle: 'h23', hour: 'numeric', weekday: 'short' },
    ...{ day: 'numeric', month: 'numeric' },
  });
  const found = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]));
  if (part === 'weekday') return WEEKDAYS.indexOf(found.weekday!) + FIRST_OF_PART.weekday;
  if (part === 'day-of-year') return DAYS_BEFORE[Number(found.month) - 1]! + Number(found.day);
  return Number(found[part]);
}
