import { vocabularyErrors } from '../../src/core/check.ts';
import { MOST_EDGES } from '../../src/core/field.ts';
import { PARTS } from '../../src/core/parts.ts';
import { isZone } from '../models/is-zone.ts';
import type { ExchangeField, ExchangeKey, ExchangeModel, ExchangeTerm } from './exchange-model.ts';
import { FIRST_OF_PART, windowCount } from './parts.ts';

/** The most integers of a field that a table looks up, also in bins. */
const MOST_INTEGERS = 100_000;
/** More errors help nobody. */
const MOST_ERRORS = 20;

type Fields = ReadonlyMap<string, ExchangeField>;

/** What is wrong with a model that its schema accepts: names, bounds and keys that do not fit together. At most 20. */
export function exchangeErrors({ fields, terms, examples = [] }: ExchangeModel): string[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  const errors = byName.size < fields.length ? ['fields: a name occurs twice'] : [];
  if (byName.has('__proto__')) errors.push('fields: __proto__ cannot be a member of a request: rename it');
  errors.push(...fields.flatMap(fieldErrors));
  for (const [position, term] of terms.entries()) {
    if (errors.length >= MOST_ERRORS) break;
    const found = term.type === 'table' ? tableErrors(term, byName) : linearErrors(term, byName);
    errors.push(...found.map((error) => `terms.${position}: ${error}`));
  }
  for (const [position, { input }] of examples.entries()) {
    const unknown = Object.keys(input).find((name) => !byName.has(name));
    if (unknown !== undefined) errors.push(`examples.${position}: there is no field ${JSON.stringify(unknown)}`);
  }
  return errors.slice(0, MOST_ERRORS);
}

function fieldErrors(field: ExchangeField): string[] {
  const place = `fields.${field.name}`;
  if (field.type === 'timestamp') return isZone(field.zone) ? [] : [`${place}: ${field.zone} is not a time zone`];
  if (field.type === 'category') {
    const { vocabulary, unknown, other, match } = field;
    const errors = vocabularyErrors(field.name, vocabulary, match).slice(0, MOST_ERRORS);
    if (other !== undefined && !vocabulary.includes(other))
      errors.push(`${place}: other is ${JSON.stringify(other)}, which is not in the vocabulary`);
    if (unknown === 'other' && other === undefined) errors.push(`${place}: "unknown": "other" needs "other"`);
    return errors;
  }
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  return minimum > maximum ? [`${place}: minimum ${minimum} is above maximum ${maximum}`] : [];
}

function linearErrors(term: Extract<ExchangeTerm, { type: 'linear' }>, fields: Fields): string[] {
  const field = fields.get(term.field);
  if (field === undefined) return [`there is no field ${JSON.stringify(term.field)}`];
  if (field.type !== 'number' && field.type !== 'integer')
    return [`linear needs a number or an integer; ${field.name} is of type ${field.type}`];
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = term;
  if (minimum > maximum) return [`minimum ${minimum} is above maximum ${maximum}`];
  if (term.missing !== undefined && isTooWide(field)) return [tooWide(field)];
  if (term.missing !== undefined && field.missing === undefined)
    return [`missing needs "missing": "own" of the field ${field.name}`];
  return [];
}

function isTooWide(field: ExchangeField): boolean {
  return field.type === 'integer' && field.maximum - field.minimum >= MOST_INTEGERS;
}

function tooWide({ name }: ExchangeField): string {
  return `${name} has more than ${MOST_INTEGERS} integers: make it a number`;
}

function tableErrors({ by, rows }: Extract<ExchangeTerm, { type: 'table' }>, fields: Fields): string[] {
  const errors = by.flatMap((key) => keyErrors(key, fields));
  if (errors.length > 0) return errors;
  const isKnown = by.map((key) => knownKeys(key, fields));
  const seen = new Set<string>();
  for (const [position, row] of rows.entries()) {
    const keys = row.slice(0, -1);
    const place = `rows.${position}`;
    if (row.length !== by.length + 1) return [`${place}: ${row.length} values, expected ${by.length} and the log-odds`];
    if (typeof row.at(-1) !== 'number') return [`${place}: the last value is not a number`];
    const wrong = keys.findIndex((key, k) => !isKnown[k]!(key));
    if (wrong >= 0) return [`${place}: ${JSON.stringify(keys[wrong])} is no key of ${keyTitle(by[wrong]!)}`];
    const text = JSON.stringify(keys);
    if (seen.has(text)) return [`${place}: ${text.slice(1, -1)} occurs twice`];
    seen.add(text);
  }
  return [];
}

/** A key of a table in a few words. */
export function keyTitle(key: ExchangeKey): string {
  if ('month' in key) return `${key.month} and ${key.day}`;
  return `${key.field}${key.part ? ` (${key.part})` : ''}${key.edges ? ' in bins' : ''}`;
}

function keyErrors(key: ExchangeKey, fields: Fields): string[] {
  if ('month' in key) {
    const calendar: [string, number][] = [
      [key.month, 12],
      [key.day, 31],
    ];
    return calendar.flatMap(([name, last]) => {
      const field = fields.get(name);
      const fits = field?.type === 'integer' && field.minimum >= 1 && field.maximum <= last;
      return fits ? [] : [`${name} must be an integer field from 1 to ${last}`];
    });
  }
  const field = fields.get(key.field);
  if (field === undefined) return [`there is no field ${JSON.stringify(key.field)}`];
  const { edges, part } = key;
  if (edges?.some((edge, k) => k > 0 && edge <= edges[k - 1]!)) return [`edges of ${field.name} do not ascend`];
  if ((field.type === 'timestamp') !== (part !== undefined))
    return [`${field.name} is of type ${field.type}: ${part === undefined ? 'expected a part' : 'it has no parts'}`];
  if (field.type === 'category' && edges) return [`${field.name} is a category, which has no edges`];
  if (field.type === 'number' && edges && edges.length > MOST_EDGES)
    return [`${field.name} has ${edges.length} edges; at most ${MOST_EDGES} are possible`];
  if (field.type === 'number' && !edges) return [`${field.name} is a number: a table over it needs edges`];
  if (isTooWide(field)) return [tooWide(field)];
  return [];
}

/** Whether a value may be a key of a table. */
function knownKeys(key: ExchangeKey, fields: Fields): (value: unknown) => boolean {
  const isFrom = (first: number, count: number) => (value: unknown) =>
    Number.isInteger(value) && (value as number) >= first && (value as number) < first + count;
  if ('month' in key) {
    const mayBeMissing = [key.month, key.day].some((name) => fields.get(name)!.missing !== undefined);
    const isWindow = isFrom(0, windowCount(key));
    return (value) => (value === null ? mayBeMissing : isWindow(value));
  }
  const field = fields.get(key.field)!;
  const isOwn = () => {
    if (key.edges) return isFrom(0, key.edges.length + 1);
    if (key.part) return isFrom(FIRST_OF_PART[key.part], PARTS[key.part]);
    if (field.type === 'integer') return isFrom(field.minimum, field.maximum - field.minimum + 1);
    const vocabulary = new Set<unknown>(field.type === 'category' ? field.vocabulary : []);
    return (value: unknown) => vocabulary.has(value);
  };
  const isKnown = isOwn();
  return (value) => (value === null ? field.missing !== undefined : isKnown(value));
}
