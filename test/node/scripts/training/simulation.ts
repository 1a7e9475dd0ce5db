import { normal, randomSource } from '../../../../scripts/maths/random.ts';
import { sum } from '../../../../scripts/maths/vector.ts';
import { TRAIN, type TrainingRows, VALIDATION } from '../../../../scripts/training/rows/rows.ts';
import type { Field } from '../../../../src/core/artifact.ts';
import { sigmoid } from '../../../../src/core/sigmoid.ts';

const names = (prefix: string, count: number) => Array.from({ length: count }, (_, k) => `${prefix}${k}`);
const category = { type: 'category', description: '', unknown: 'reject', match: 'folded' } as const;

/** Numbers of categories of the two fields. */
export const SIZES = [8, 60] as const;
export const FIELDS: Field[] = [
  { ...category, name: 'a', vocabulary: names('a', SIZES[0]) },
  { ...category, name: 'b', vocabulary: names('b', SIZES[1]) },
];

/** Days whose logits deviate by normal effects with these standard deviations. */
export interface Days {
  count: number;
  /** Of the effect of a day on all its rows. */
  spread: number;
  /** Of the effects of a day on each category of `a`, and of `b`. */
  spreadA?: number;
  spreadB?: number;
}

/** Rows drawn from known coefficients, and the true logit of each combination of categories on an average day. */
export interface Simulation {
  rows: TrainingRows;
  truth: (i: number, j: number) => number;
  /** The true probability of a combination, over all days. */
  probability: (i: number, j: number) => number;
  /** Numbers of rows with a category of `b`, and with a combination. */
  seen: { category: Float64Array; combination: Float64Array };
}

/**
 * Rows of two fields whose coefficients are normal with these standard deviations: for `a`, for `b`, and for their
 * combinations. Later categories of `b` are rarer. With days, every row is of a random day, and the days are its clusters.
 */
export function simulate(
  seed: number,
  count: number,
  [spreadA, spreadB, spreadCross]: [number, number, number],
  days?: Days,
): Simulation {
  const random = randomSource(seed);
  const effects = (size: number, spread: number) => Float64Array.from({ length: size }, () => spread * normal(random));
  const [ofA, ofB] = [effects(SIZES[0], spreadA), effects(SIZES[1], spreadB)];
  const ofBoth = effects(spreadCross > 0 ? SIZES[0] * SIZES[1] : 0, spreadCross);
  const truth = (i: number, j: number) => -1 + ofA[i]! + ofB[j]! + (ofBoth[i * SIZES[1] + j] ?? 0);
  const effectsOfDay = days && dayEffects(days, effects);
  const a = new Uint16Array(count);
  const b = new Uint16Array(count);
  const day = new Uint32Array(count);
  const positives = new Float64Array(count);
  const seen = { category: new Float64Array(SIZES[1]), combination: new Float64Array(SIZES[0] * SIZES[1]) };
  for (let r = 0; r < count; r++) {
    a[r] = Math.floor(random() * SIZES[0]);
    b[r] = Math.floor(SIZES[1] * random() ** 3);
    seen.category[b[r]!]! += 1;
    seen.combination[a[r]! * SIZES[1] + b[r]!]! += 1;
    if (days) day[r] = Math.floor(days.count * random());
    const z = truth(a[r]!, b[r]!) + (effectsOfDay?.at(day[r]!, a[r]!, b[r]!) ?? 0);
    positives[r] = random() < sigmoid(z) ? 1 : 0;
  }
  const weight = new Float64Array(count).fill(1);
  const rows: TrainingRows = {
    fields: FIELDS,
    observations: count,
    cells: new Map([
      ['a', a],
      ['b', b],
    ]),
    weight,
    positives,
    randomSplit: Uint8Array.from({ length: count }, (_, r) => (r % 3 === 0 ? VALIDATION : TRAIN)),
    timeSplit: new Uint8Array(count),
  };
  const start = Uint32Array.from({ length: count + 1 }, (_, r) => r);
  if (days) rows.clusters = { by: 'day', count: days.count, start, cluster: day, weight, positives };
  const probability = (i: number, j: number) => meanProbability(truth(i, j), effectsOfDay?.spread ?? 0);
  return { rows, truth, probability, seen };
}

function dayEffects(
  { count, spread, spreadA = 0, spreadB = 0 }: Days,
  effects: (size: number, spread: number) => Float64Array,
) {
  const own = effects(count, spread);
  const ofA = effects(count * SIZES[0], spreadA);
  const ofB = effects(count * SIZES[1], spreadB);
  return {
    at: (day: number, i: number, j: number) => own[day]! + ofA[day * SIZES[0] + i]! + ofB[day * SIZES[1] + j]!,
    /** Standard deviation of an effect. */
    spread: Math.hypot(spread, spreadA, spreadB),
  };
}

/** The mean of the sigmoid of a normal logit. */
function meanProbability(mean: number, deviation: number): number {
  if (deviation === 0) return sigmoid(mean);
  const nodes = Array.from({ length: 81 }, (_, k) => (k - 40) / 10);
  const weights = Float64Array.from(nodes, (z) => Math.exp((-z * z) / 2));
  return nodes.reduce((total, z, k) => total + weights[k]! * sigmoid(mean + deviation * z), 0) / sum(weights);
}
