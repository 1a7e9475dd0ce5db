import { termTitle } from '../../../src/core/term.ts';
import { signed } from '../../cli/number-text.ts';
import type { FeatureDefinition, VariantDefinition } from '../../models/definition.ts';
import { figureOf, pairedFigures } from '../figures/paired-bootstrap.ts';
import { fitLearned, type LearnedFit } from '../learned/fit-learned.ts';
import { heldOutRows } from '../rows/held-out-rows.ts';
import { subsample, usableInnerSplit } from '../rows/inner-split.ts';
import type { TrainingRows } from '../rows/rows.ts';
import { SEED } from '../rows/splits.ts';
import type { CrossChoice, OnProgress } from '../trained-variant.ts';
import { additiveFeatures } from './additive-features.ts';
import { atResolutions, crossableTerms, keyOf, searchCrosses } from './cross-search.ts';
import type { FieldTerm } from './group-column.ts';
import { residualsAt } from './residuals.ts';
import { atThresholds } from './thresholds.ts';

export interface FoundCrosses {
  features: FeatureDefinition[];
  choice: CrossChoice;
}

/** How strict a search may be: a set must be this many standard deviations above what noise explains. */
const LEVELS = [3, 0];
/** Each stage searches what the fit with the crosses of the stages before leaves. */
const STAGES = 3;
const PAIR_BINS = [4, 8];
const TRIPLE_BINS = [4];
/** More rows let more sets stand out: at most so many times as many as validation rows have judged. */
const MOST_MORE = 2;
/** Crosses are searched on at most this many groups. */
const SEARCH_ROWS = 50_000;
const NONE: CrossChoice = { crosses: 0, difference: 0, interval: [0, 0], rows: 0 };
/** A 95 % interval is this many standard errors wide. */
const STANDARD_ERRORS = 3.92;

/**
 * The features of every field, and crosses of two or three fields at several resolutions if they lower the log loss of the
 * inner validation rows by more than a standard error. How strict the search is, is decided on these rows; then all selected
 * rows are searched in the same way. No other row is read.
 */
export function findCrosses(
  { validation }: Pick<VariantDefinition, 'validation'>,
  rows: TrainingRows,
  selected: Uint32Array,
  onProgress?: OnProgress,
): FoundCrosses {
  const additive = additiveFeatures(rows.fields);
  const inner = usableInnerSplit(rows, subsample(selected, SEARCH_ROWS), validation);
  if (inner === undefined) return { features: additive, choice: NONE };
  const base = fitLearned(additive, rows, inner.train);
  const own = base.logits(inner.validation);
  const held = heldOutRows(rows, inner.validation);
  const none = { ...NONE, rows: inner.validation.length };
  const tried = LEVELS.flatMap((least) => {
    const { found, fitted } = crossesAt(least, rows, inner.train, base);
    if (found.length === 0) return [];
    const { difference, interval } = figureOf(
      pairedFigures(own, fitted().logits(inner.validation), held, { seed: SEED }),
      'logLoss',
    );
    onProgress?.(
      `${found.length} ${found.length === 1 ? 'cross' : 'crosses'}: log loss ${signed(difference, 5)} on validation`,
    );
    return [{ least, choice: { ...none, crosses: found.length, difference, interval } }];
  });
  const best = tried.reduce((a, b) => (b.choice.difference < (a?.choice.difference ?? 0) ? b : a), tried[0]);
  if (best === undefined) return { features: additive, choice: none };
  const [low, high] = best.choice.interval;
  if (!(best.choice.difference < -(high - low) / STANDARD_ERRORS)) {
    return { features: additive, choice: { ...best.choice, crosses: 0 } };
  }
  const all = subsample(selected, SEARCH_ROWS);
  const most = MOST_MORE * best.choice.crosses;
  const { found } = crossesAt(best.least, rows, all, fitLearned(additive, rows, all), most);
  const features = withCrosses(rows, found);
  onProgress?.(`crosses: ${found.map(({ set }) => set.map(termTitle).join(' × ')).join(', ')}`);
  return { features, choice: { ...best.choice, crosses: found.length } };
}

/** A set of fields that says more together, and its terms in each cross: at some numbers of bins, and at thresholds. */
interface FoundSet {
  set: FieldTerm[];
  crosses: FieldTerm[][];
}

/**
 * The crosses that a search finds on rows, and what fits them when asked: pairs first, then more pairs, and triples that
 * grow from those before.
 * @param most how many sets to find at most, the best first
 */
function crossesAt(
  least: number,
  rows: TrainingRows,
  selected: Uint32Array,
  base: LearnedFit,
  most = Number.POSITIVE_INFINITY,
): { found: FoundSet[]; fitted: () => LearnedFit } {
  const terms = crossableTerms(rows);
  const pairs = terms.flatMap((a, k) => terms.slice(k + 1).map((b) => [a, b]));
  const found: FoundSet[] = [];
  let known = base;
  let isCurrent = true;
  const fitted = () => {
    if (!isCurrent) known = fitLearned(withCrosses(rows, found), rows, selected, known);
    isCurrent = true;
    return known;
  };
  for (let stage = 0; stage < STAGES && found.length < most; stage++) {
    const triples = grow(
      found.map(({ set }) => set).filter(({ length }) => length === 2),
      terms,
    );
    const used = new Set(found.map(({ set }) => keyOf(set)));
    const sets = [...pairs, ...triples].filter((set) => !used.has(keyOf(set)));
    const resolutions = stage === 0 ? PAIR_BINS : TRIPLE_BINS;
    const logits = fitted().logits(selected);
    const added = searchCrosses(rows, selected, logits, { sets, resolutions, least }).slice(0, most - found.length);
    if (added.length === 0) break;
    const residuals = residualsAt(rows, selected, logits);
    for (const set of added) {
      const cut = atThresholds(rows, selected, residuals, set);
      const own = atResolutions(rows, set, set.length === 2 ? PAIR_BINS : TRIPLE_BINS);
      found.push({ set, crosses: cut ? [...own, cut] : own });
    }
    isCurrent = false;
  }
  return { found, fitted };
}

/** The features of every field, and the crosses of sets. */
function withCrosses(rows: TrainingRows, found: readonly FoundSet[]): FeatureDefinition[] {
  const crosses = found.flatMap((one) => one.crosses.map((terms): FeatureDefinition => ({ type: 'cross', terms })));
  return [...additiveFeatures(rows.fields), ...crosses];
}

/** Every pair with one more term, each set once, in the order of the terms. */
function grow(pairs: readonly FieldTerm[][], terms: readonly FieldTerm[]): FieldTerm[][] {
  const sets = pairs.flatMap((pair) =>
    terms
      .filter((term) => !pair.includes(term))
      .map((more) => terms.filter((own) => own === more || pair.includes(own))),
  );
  return [...new Map(sets.map((set) => [keyOf(set), set])).values()];
}
