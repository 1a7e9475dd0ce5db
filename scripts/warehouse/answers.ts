import { sum } from '../maths/vector.ts';
import { type Scored, scored } from '../training/figures/metrics.ts';
import type { Design } from './cells/axes.ts';
import type { Engine } from './engines/engine.ts';
import { clamped, type Predictor, type RowSource, sourceLogits } from './sums/scored-query.ts';
import { lossOf } from './sums/total-loss.ts';

/** How many groups of answers there are for a logit of 1. */
const PER_LOGIT = 1000;
const HUNDREDTHS = 100;
const LARGEST_LOGIT = 36;
/** The probability of the lowest logit. */
const SMALLEST = 1e-16;

/** Answers to rows: groups whose logits differ by less than a thousandth, the highest first, and exact sums over all rows. */
export interface Answers {
  /** The logit of the mean probability of each group, and its weights. */
  set: Scored;
  /** Mean negative log-likelihood, in nats. */
  logLoss: number;
  /** Mean squared difference of probability and outcome. */
  brier: number;
}

/** Sums over the answers to rows, grouped by their logits; groups also end at every hundredth of the probability. */
export async function answersTo(
  { dialect, select }: Engine,
  design: Design,
  source: RowSource,
  predictor: Predictor,
): Promise<Answers> {
  const { sql, sumOfDoubles } = dialect;
  const one = sql.double(1);
  const { from, logit } = sourceLogits(dialect, design, source, predictor);
  const z = `SELECT t.w AS w, t.y AS y, ${clamped(dialect, logit, LARGEST_LOGIT)} AS z FROM ${from}`;
  const p = `SELECT w, y, z, ${one} / (${one} + EXP(-z)) AS p, ${lossOf(one)} AS loss FROM (${z}) AS q`;
  const places = [`FLOOR(z * ${sql.double(PER_LOGIT)}) AS place`, `FLOOR(p * ${sql.double(HUNDREDTHS)}) AS hundredth`];
  const totals = {
    positive: 'y',
    negative: 'w - y',
    expected: 'w * p',
    loss: 'loss',
    brier: `y * (${one} - p) * (${one} - p) + (w - y) * p * p`,
  };
  const sums = Object.entries(totals).map(([name, value]) => `${sql.asText(sumOfDoubles(value))} AS ${name}`);
  const grouped = `SELECT place, hundredth, ${sums.join(', ')} FROM (SELECT r.*, ${places.join(', ')} FROM (${p}) AS r) AS s GROUP BY place, hundredth`;
  const found = await select([grouped], 'the answers to the rows');
  const rows = found
    .map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Number(value)])))
    .sort((a, b) => b.place! - a.place! || b.hundredth! - a.hundredth!);
  const weights = rows.map(({ positive, negative }) => positive! + negative!);
  const means = rows.map(({ expected }, g) => Math.min(Math.max(expected! / weights[g]!, SMALLEST), 1 - SMALLEST));
  const set = scored(
    Float64Array.from(means, (mean) => Math.log(mean / (1 - mean))),
    Float64Array.from(weights),
    Float64Array.from(rows, ({ positive }) => positive!),
  );
  const mean = (name: 'loss' | 'brier') => sum(rows.map((row) => row[name]!)) / sum(weights);
  return { set, logLoss: mean('loss'), brier: mean('brier') };
}
