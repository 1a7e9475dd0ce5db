import type { Artifact, Field } from '../../src/core/artifact.ts';
import { compileEncoder, encodeRow } from '../../src/core/encode.ts';
import type { NumericField } from '../../src/core/field.ts';
import { compileScorer, logit } from '../../src/core/score.ts';
import { lineChart, type Series } from '../load/chart.ts';
import { median } from '../maths/median.ts';
import { randomSource } from '../maths/random.ts';

/** Nanoseconds of CPU that encoding and scoring a row takes. */
export interface Cost {
  x: number;
  encode: number;
  score: number;
}

const ROWS = 2000;
const ROUNDS = 41;

type Model = Pick<Artifact, 'intercept' | 'fields' | 'features'>;

/** What a row of this model costs in CPU time of this process: medians over rounds of different rows. */
export function rowCost(model: Model, random: () => number): Omit<Cost, 'x'> {
  const encoder = compileEncoder(model.fields);
  const scorer = compileScorer(model);
  const rows = Array.from({ length: ROWS }, () => drawRow(model.fields, random));
  const cells = rows.map(() => new Float64Array(model.fields.length));
  const rounds = Array.from({ length: ROUNDS }, () => ({
    encode: cpuTime(() => rows.forEach((row, r) => void encodeRow(encoder, row, cells[r]!))),
    score: cpuTime(() => cells.forEach((row) => void logit(scorer, row))),
  }));
  return { encode: median(rounds.map(({ encode }) => encode))!, score: median(rounds.map(({ score }) => score))! };
}

/** How the cost grows with the number of fields, with 50 categories each. */
export function byFields(): Cost[] {
  return [1, 2, 5, 10, 20, 40].map((x) => ({ x, ...rowCost(oneHotModel(x, 50), randomSource(x)) }));
}

/** How the cost depends on the number of categories, with 7 fields. */
export function byVocabulary(): Cost[] {
  return [10, 100, 1000, 10_000, 100_000].map((x) => ({ x, ...rowCost(oneHotModel(7, x), randomSource(x)) }));
}

/** The cost as a chart; `logarithmic` puts powers of ten on the x axis. */
export function costChart(costs: readonly Cost[], x: string, logarithmic = false): string {
  const at = (value: number) => (logarithmic ? Math.log10(value) : value);
  const series: Series[] = [
    { label: 'look-up', class: 'b', points: costs.map((cost) => ({ x: at(cost.x), y: cost.encode })) },
    { label: 'score', class: 'a', points: costs.map((cost) => ({ x: at(cost.x), y: cost.score })) },
  ];
  return lineChart(series, { x, y: 'nanoseconds per row' });
}

function oneHotModel(fields: number, categories: number): Model {
  const vocabulary = Array.from({ length: categories }, (_, k) => `category ${k}`);
  const names = Array.from({ length: fields }, (_, f) => `field ${f}`);
  return {
    intercept: 0,
    fields: names.map((name): Field => {
      return { name, type: 'category', description: '', vocabulary, unknown: 'reject', match: 'exact' };
    }),
    features: names.map((field) => ({ type: 'one-hot', field, coefficients: vocabulary.map((_, k) => 1 / (k + 1)) })),
  };
}

function drawRow(fields: readonly Field[], random: () => number): object {
  const entries = fields.map((field): [string, string | number] => {
    if (field.type === 'category')
      return [field.name, field.vocabulary[Math.floor(random() * field.vocabulary.length)]!];
    const { minimum = 0, maximum = minimum + 1 } = field as NumericField;
    return [field.name, minimum + Math.floor(random() * (maximum - minimum + 1))];
  });
  // A copy, so that its strings are not those of the vocabulary, as in a request.
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)));
}

function cpuTime(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return ((user + system) * 1000) / ROWS;
}
