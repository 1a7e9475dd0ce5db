import type { Evaluation } from '../../src/core/artifact.ts';
import type { ModelDefinition, VariantDefinition } from '../models/definition.ts';
import { buildArtifact } from '../training/artifact/build-artifact.ts';
import { FOR_FIGURES } from '../training/evaluate-variant.ts';
import type { Journal } from '../training/fit/steps.ts';
import { TEST } from '../training/rows/rows.ts';
import { SEED } from '../training/rows/splits.ts';
import type { TrainedArtifact } from '../training/train-model.ts';
import { CERTIFIED, converged } from '../training/train-variant.ts';
import type { OnProgress, TrainedVariant } from '../training/trained-variant.ts';
import { answersTo } from './answers.ts';
import { compileDesign } from './cells/axes.ts';
import type { Prepared } from './cells/prepare.ts';
import type { Engine } from './engines/engine.ts';
import { evaluationOf } from './evaluation.ts';
import { fitLearned } from './fit/fit-learned.ts';
import { fitPlain } from './fit/fit-plain.ts';
import { engineFrequencies, fieldWeights, meanLogOdds, rowsFingerprint } from './row-facts.ts';
import { denseLayout } from './sums/layout.ts';
import { predictorOf } from './sums/projection.ts';
import type { RowSource } from './sums/scored-query.ts';
import { totals } from './sums/totals.ts';

export interface EngineTraining {
  engine: Engine;
  model: string;
  name: string;
  variant: VariantDefinition;
  definition: ModelDefinition;
  query: string;
  /** The table of cells, and what is known of its rows. */
  cells: string;
  prepared: Prepared;
  journal: Journal;
  /** What the artifact says of the engine. */
  versions: Record<string, string>;
  onProgress?: OnProgress;
}

/** Fits a variant to a table of cells, evaluates it on held-out fits, and puts its artifact together. */
export async function trainInEngine(training: EngineTraining): Promise<TrainedArtifact> {
  const { engine, model, name, definition, query, cells, prepared, journal, versions } = training;
  const { fields, observations, inputs } = prepared;
  const all = { table: cells };
  if (training.variant.draws !== undefined)
    training.onProgress?.('no draws of the coefficients: they need single rows');
  const start = performance.now();
  const trained = await journal.keep(() => fitRows(training, all, 'fit'));
  const seconds = (performance.now() - start) / 1000;
  const { facts, averageLogOdds, digest, frequencies } = await journal.keep(async () => {
    const weights = await fieldWeights(engine, fields, all);
    return {
      facts: { weight: weights.total, positives: weights.positives },
      averageLogOdds: await meanLogOdds(engine, compileDesign(trained.features, fields), trained, all, weights.total),
      digest: await rowsFingerprint(engine, fields, weights, all),
      frequencies: engineFrequencies(fields, weights, await answers(training, trained, all)),
    };
  });
  const evaluation: Evaluation[] = [];
  for (const split of ['random', ...(definition.splits.time ? (['time'] as const) : [])] as const) {
    evaluation.push(await journal.keep(() => evaluate(training, split)));
  }
  const fitted = { trained, seconds, averageLogOdds, frequencies };
  const summary = { fields, digest, observations, ...facts, versions };
  return {
    artifact: buildArtifact({ model, variant: name, query }, definition, summary, { fitted, evaluation, inputs }),
    coefficients: trained.coefficients + 1,
    seconds,
    draws: undefined,
    choice: undefined,
  };
}

async function fitRows(training: EngineTraining, source: RowSource, what: 'fit' | Evaluation['split']) {
  const { engine, variant, prepared, journal, cells } = training;
  const rows = { engine, fields: prepared.fields, source, scratch: `${cells}_${what}`, journal };
  const onProgress = (text: string) => training.onProgress?.(what === 'fit' ? text : `${what} split: ${text}`);
  const resolved = { ...variant, features: prepared.features };
  const tolerance = what === 'fit' ? CERTIFIED : FOR_FIGURES;
  const trained =
    variant.shrinkage === 'learned'
      ? await fitLearned(resolved, rows, { tolerance, onProgress })
      : await fitPlain(resolved, rows, onProgress);
  return converged(trained, tolerance);
}

/** Fits the rows that a split does not hold out, and measures the answers to the others. */
async function evaluate(training: EngineTraining, split: Evaluation['split']): Promise<Evaluation> {
  const { engine, cells, journal } = training;
  const column = `${split}_split`;
  const train = { table: cells, where: `${column} <> ${TEST} AND ${column} <> 0` };
  const test = { table: cells, where: `${column} = ${TEST}` };
  const held = await journal.keep(() => totals(engine, test));
  const rest = await journal.keep(() => totals(engine, train));
  const reason = whyUnmeasured(held.total, rest);
  if (reason !== undefined) return { split, seed: SEED, rows: Math.round(held.total), reason, curve: [] };
  const trained = await journal.keep(() => fitRows(training, train, split));
  return evaluationOf(split, await answers(training, trained, test));
}

function answers({ engine, prepared: { fields } }: EngineTraining, trained: TrainedVariant, source: RowSource) {
  const design = compileDesign(trained.features, fields);
  const layout = denseLayout(design.sizes);
  const beta = Float64Array.from([...trained.features.flatMap(({ coefficients }) => coefficients), trained.intercept]);
  return answersTo(engine, design, source, predictorOf(design, layout, beta));
}

function whyUnmeasured(held: number, { total, positives }: { total: number; positives: number }): string | undefined {
  if (held === 0) return 'no row is held out';
  if (total === 0) return 'all rows are held out';
  if (positives > 0 && positives < total) return undefined;
  return `all rows that are not held out are ${positives === 0 ? 'negative' : 'positive'}`;
}

const FITS = ['fit', 'random', 'time'];
const SAMPLES = ['sample', 'around', 'inner', 'learn'];
const SUFFIXES = [
  ...['', '_product'],
  ...SAMPLES.flatMap((sample) => [`_${sample}`, `_${sample}_scored`, `_${sample}_scored_product`]),
];

/** The tables that training may leave. */
export function scratchTables(cells: string): string[] {
  const ofFits = FITS.flatMap((what) => SUFFIXES.map((own) => `${cells}_${what}${own}`));
  return [cells, ...ofFits];
}
