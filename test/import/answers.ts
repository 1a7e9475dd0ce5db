import { readFileSync } from 'node:fs';
import type { ExchangeModel } from '../../scripts/exchange/exchange-model.ts';
import { plainLogit, type Row } from '../../scripts/exchange/plain-logit.ts';

/** A row, and the probability that the original software gives to it; null where it raises an error. */
export interface Answer {
  row: Row;
  probability: number | null;
  /** Of ONNX: the probability of its runtime; null where that cannot load the file. */
  runtime?: number | null;
}

/** The answers that `make_fixtures.py` wrote for a model: a line each. */
export function readAnswers(path: string): Answer[] {
  return readFileSync(path, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer);
}

/** A row as the API takes it: category fields have texts, also where the data have numbers. */
export function asAsked(row: Row, { fields }: ExchangeModel): Row {
  const texts = new Set(fields.flatMap(({ name, type }) => (type === 'category' ? [name] : [])));
  const asText = ([name, value]: [string, Row[string]]) => [
    name,
    typeof value === 'number' && texts.has(name) ? String(value) : value,
  ];
  return Object.fromEntries(Object.entries(row).map(([name, value]) => asText([name, value!])));
}

/** The probability of an exchange model; null where it refuses the row. */
export function plainProbability(model: ExchangeModel): (row: Row) => number | null {
  const logit = plainLogit(model);
  return orNull((row) => 1 / (1 + Math.exp(-logit(row))));
}

/** Null in place of a refusal. */
export function orNull(probability: (row: Row) => number): (row: Row) => number | null {
  return (row) => {
    try {
      return probability(row);
    } catch (error) {
      if (error instanceof RangeError) return null;
      throw error;
    }
  };
}

/** How far two answers are apart; infinite if only one of them is a refusal. */
export function distance(a: number | null, b: number | null): number {
  if (a === null || b === null) return a === b ? 0 : Number.POSITIVE_INFINITY;
  return Math.abs(a - b);
}
