import type { Field, Frequencies } from '../../../src/core/artifact.ts';
import { binOf } from '../../../src/core/bin.ts';
import { codeCount, compileCode, MISSING_CODE, TENTHS } from '../../../src/core/code.ts';
import { sigmoid } from '../../../src/core/sigmoid.ts';
import { decimals } from '../../maths/decimals.ts';
import { sum } from '../../maths/vector.ts';
import { MIN_COUNT } from '../rows/options.ts';
import { everyRow, type TrainingRows } from '../rows/rows.ts';
import { scoreRows } from '../score-rows.ts';
import type { TrainedVariant } from '../trained-variant.ts';

/** Decimals of edges and of counts with weights: far below anything that drift can show. */
const DECIMALS = 6;
const FACTOR = 10 ** DECIMALS;

/**
 * How often each value of a field, and answers in each tenth, occur in the training rows. Values of fewer than MIN_COUNT
 * rows have count 0: an artifact is public, and so rare a value may belong to one person.
 */
export function frequenciesOf(
  variant: Pick<TrainedVariant, 'intercept' | 'features'>,
  rows: TrainingRows,
): Frequencies {
  const probabilities = scoreRows(variant, rows, everyRow(rows)).map(sigmoid);
  return { fields: rows.fields.map((field) => fieldCounts(field, rows)), ...answerCounts(probabilities, rows.weight) };
}

/** Probabilities that part answers into tenths of the weight, and the weight between them. */
export function answerCounts(
  probabilities: Float64Array,
  weight: Float64Array,
): Pick<Frequencies, 'edges' | 'answers'> {
  const edges = tenthEdges(probabilities, weight);
  const answers = new Float64Array(edges.length + 1);
  const places = Float64Array.from(edges);
  for (let r = 0; r < probabilities.length; r++) answers[binOf(places, probabilities[r]!)]! += weight[r]!;
  return { edges, answers: kept(answers) };
}

function fieldCounts(field: Field, { cells, weight }: TrainingRows): number[] {
  const column = cells.get(field.name)!;
  const codeOf = compileCode(field);
  const counts = new Float64Array(codeCount(field) + 1);
  for (let r = 0; r < weight.length; r++) {
    const code = codeOf(column[r]!);
    counts[code === MISSING_CODE ? counts.length - 1 : code]! += weight[r]!;
  }
  return publishedCounts(counts);
}

/** Counts of the values of a field as artifacts keep them. */
export function publishedCounts(counts: Float64Array): number[] {
  return kept(counts.map((count) => (count < MIN_COUNT ? 0 : count)));
}

/**
 * The probabilities at the tenths of the weight, rounded down: those of another machine may differ in the last digit, and a
 * row must not fall below its own edge.
 */
function tenthEdges(probabilities: Float64Array, weight: Float64Array): number[] {
  const order = Uint32Array.from(probabilities, (_, r) => r).sort((a, b) => probabilities[a]! - probabilities[b]!);
  const step = sum(weight) / TENTHS;
  const edges = new Set<number>();
  let [before, next] = [0, step];
  for (const r of order) {
    before += weight[r]!;
    if (before < next || next > step * (TENTHS - 0.5)) continue;
    edges.add(Math.floor(probabilities[r]! * FACTOR) / FACTOR);
    next = step * (Math.floor(before / step) + 1);
  }
  return [...edges];
}

function kept(counts: Float64Array): number[] {
  return Array.from(counts, (count) => decimals(count, DECIMALS));
}
