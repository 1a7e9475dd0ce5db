import { PARTS } from '../../src/core/parts.ts';
import { hourText } from '../../src/core/timestamp.ts';
import { randomSource } from '../maths/random.ts';
import type { ExchangeField, ExchangeModel } from './exchange-model.ts';
import type { Row } from './plain-logit.ts';

const SEED = 1;
/** A field with at most this many values shows each in turn. */
const MOST_IN_TURN = 366;
const FEWEST = 50;
const FIRST_HOUR = 262_968;
const YEARS = 8;

type Value = string | number | null;

/** Rows that a caller might send: every category, every integer of a short range, and numbers around all that the model names. */
export function exampleRows(model: ExchangeModel): Row[] {
  const random = randomSource(SEED);
  const values = model.fields.map((field) => usualValues(field, model));
  const count = Math.max(FEWEST, ...values.map(({ length }) => Math.min(length, MOST_IN_TURN)));
  const columns = values.map((all) => shuffled(inTurn(all, count), random));
  return range(count).map((row) => rowOf(model, (f) => columns[f]![row]!));
}

/** Random rows for a test of parity: also unknown categories, values beyond every bound, and those on both sides of every edge. */
export function hardRows(model: ExchangeModel, count: number): Row[] {
  const random = randomSource(SEED);
  const draw = (values: readonly Value[]) => values[Math.floor(random() * values.length)]!;
  const usual = model.fields.map((field) => usualValues(field, model));
  const hard = model.fields.map((field) => hardValues(field, model));
  const share = 1 / (2 * model.fields.length);
  return range(count).map(() => rowOf(model, (f) => draw(random() < share ? hard[f]! : usual[f]!)));
}

function rowOf({ fields }: ExchangeModel, valueAt: (position: number) => Value): Row {
  return Object.fromEntries(fields.map(({ name }, f) => [name, valueAt(f)]));
}

/** So many values, each as often as the others; if there are more, every so-and-so-many-th. */
function inTurn(values: readonly Value[], count: number): Value[] {
  const step = Math.max(1, values.length / count);
  return range(count).map((row) => values[Math.floor(row * step) % values.length]!);
}

/** Fisher and Yates. */
function shuffled(values: Value[], random: () => number): Value[] {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [values[last], values[other]] = [values[other]!, values[last]!];
  }
  return values;
}

function usualValues(field: ExchangeField, model: ExchangeModel): Value[] {
  const missing = field.missing === undefined ? [] : [null];
  if (field.type === 'category') return [...field.vocabulary, ...missing];
  if (field.type === 'integer') {
    const { minimum, maximum } = field;
    const step = Math.max(1, Math.ceil((maximum - minimum + 1) / MOST_IN_TURN));
    return [...range(Math.ceil((maximum - minimum + 1) / step)).map((k) => minimum + k * step), ...missing];
  }
  if (field.type === 'timestamp') {
    const hours = PARTS['day-of-year'] * PARTS.hour * YEARS;
    return [
      ...range(MOST_IN_TURN).map((k) => hourText(FIRST_HOUR + Math.floor((k * hours) / MOST_IN_TURN))),
      ...missing,
    ];
  }
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  const named = landmarks(field.name, model).filter((value) => value >= minimum && value <= maximum);
  const [low, high] = [Math.min(...named, 0), Math.max(...named, 1)];
  const between = range(FEWEST).map((k) => Number((low + ((high - low) * (k + 0.5)) / FEWEST).toPrecision(4)));
  const all = [...between, ...named].filter((value) => value >= minimum && value <= maximum);
  return [...(all.length > 0 ? all : [minimum]), ...missing];
}

function hardValues(field: ExchangeField, model: ExchangeModel): Value[] {
  if (field.type === 'category') return ['no such category', '', '__proto__'];
  if (field.type === 'integer') return [field.minimum - 1, field.maximum + 1, field.maximum + 1000];
  if (field.type === 'timestamp') return ['2028-02-29T23:59:59Z', '2027-03-01', '2026-12-31T20:00:00-11:00'];
  const beside = landmarks(field.name, model).flatMap((value) => [
    value,
    value * (1 + 2 ** -52),
    value * (1 - 2 ** -53),
  ]);
  const { minimum = 0, maximum = 0 } = field;
  return [...beside, minimum - 1, maximum + 1, 0, -1e6, 1e6, 1e-9];
}

/** The numbers that a model names for a field: bounds, means, edges. */
function landmarks(name: string, { fields, terms }: ExchangeModel): number[] {
  const field = fields.find((one) => one.name === name);
  const own = field?.type === 'number' ? [field.minimum, field.maximum] : [];
  const used = terms.flatMap((term) => {
    if (term.type === 'table')
      return term.by.flatMap((key) => ('edges' in key && key.field === name ? key.edges! : []));
    if (term.field !== name) return [];
    const { mean, scale, minimum, maximum } = term;
    return [minimum, maximum, mean, mean - 2 * scale, mean + 2 * scale];
  });
  return [...new Set([...own, ...used].filter((value) => value !== undefined))];
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, k) => k);
}
