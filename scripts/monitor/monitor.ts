import type { Artifact } from '../../src/core/artifact.ts';
import { answeredEvaluation } from '../../src/core/contract/answered-evaluation.ts';
import { Failure } from '../cli/failure.ts';
import { sum } from '../maths/vector.ts';
import type { ModelDefinition } from '../models/definition.ts';
import { readOutcomeFile } from '../outcomes/outcome-file.ts';
import { type ReliabilityBin, reliability } from '../report/measures/reliability.ts';
import { bootstrap, type Estimate } from '../training/figures/bootstrap.ts';
import type { ClusterSummary } from '../training/rows/held-out-rows.ts';
import { SEED } from '../training/rows/splits.ts';
import { type Advice, recalibrationAdvice } from './advice.ts';
import { type AnsweredRows, answeredRows } from './answered-rows.ts';
import { ANSWER_COLUMNS, type AnswerOptions, type Answers, answersTo } from './answers.ts';
import { type Challenge, challenge } from './challenge.ts';
import { coverage, type Day } from './coverage.ts';
import { type ExpectedFigure, expectedFigures, type Monitored } from './expected.ts';

/** A figure: as training measured it on held-out rows, as these rows lead to expect it, and as it turned out. */
export interface MonitoredFigure extends ExpectedFigure {
  heldOut?: number;
  realised: Estimate;
}

/** What became of the answers of one artifact. */
export interface MonitoredVariant {
  variant: string;
  digest: string;
  rows: number;
  positives: number;
  /** The rate of positives among the rows that it was trained on. */
  /** Unknown of a model that other software has fitted. */
  trainingRate?: number;
  figures: Record<Monitored, MonitoredFigure>;
  /** Calibration in the large (0 is right; above, answers are too low) and slope (1 is right; below, too extreme). */
  calibrationIntercept: Estimate;
  calibrationSlope?: Estimate;
  reliability: ReliabilityBin[];
  advice: Advice;
}

export interface Monitoring {
  model: string;
  how: Answers['how'];
  /** Rows of the file, those with an outcome, and those with an outcome and an answer. */
  rows: number;
  known: number;
  matched: number;
  refused: Answers['refused'];
  clusters: ClusterSummary | undefined;
  days: Day[];
  variants: MonitoredVariant[];
  challenges: Challenge[];
}

export interface MonitorOptions extends AnswerOptions {
  definition: Pick<ModelDefinition, 'fields' | 'splits' | 'missing'>;
  /** Another artifact to compare with the one that answered most. */
  against?: Artifact | undefined;
  resamples?: number;
}

/**
 * What happened beside what was answered, from a file of outcomes.
 * @throws {Failure} naming the column or the row that is wrong
 */
export async function monitor(path: string, options: MonitorOptions): Promise<Monitoring> {
  const { fields } = await options.current();
  const wanted = [...new Set([...fields.map(({ name }) => name), ...ANSWER_COLUMNS])];
  const file = await readOutcomeFile(path, wanted, options.definition);
  const answers = await answersTo(file, options);
  const { how, logit, answering, refused } = answers;
  const resampling = { seed: SEED, ...(options.resamples !== undefined && { resamples: options.resamples }) };
  const variants = answering.flatMap(({ artifact, rows }) => {
    const own = answeredRows(answers, file.outcomes, rows, file.clusters);
    return own.rows.length === 0 ? [] : [monitored(artifact, own, resampling)];
  });
  if (variants.length === 0) throw new Failure(noneMatched(path, refused));
  const [champion, ...others] = answering.map(({ artifact }) => artifact);
  const challengers = [...others, ...(options.against ? [options.against] : [])];
  const known = file.outcomes.filter((outcome) => !Number.isNaN(outcome)).length;
  return {
    model: options.model,
    how,
    rows: file.rows,
    known,
    matched: variants.reduce((total, { rows }) => total + rows, 0),
    refused,
    clusters: file.clusters && { by: file.clusters.by, count: file.clusters.count },
    days: coverage(file, logit),
    variants,
    challenges: challengers.flatMap((other) => challenge(file, champion!, other, resampling) ?? []),
  };
}

function noneMatched(path: string, { first }: Answers['refused']): string {
  return `${path}: no row has both an outcome and an answer${first === undefined ? '' : `; refused by its artifact: ${first}`}`;
}

function monitored(
  artifact: Artifact,
  answered: AnsweredRows,
  resampling: { seed: number; resamples?: number },
): MonitoredVariant {
  const { logits, held } = answered;
  const found = bootstrap(logits, held, resampling);
  const expected = expectedFigures(answered, resampling);
  const evaluation = answeredEvaluation(artifact).find(({ split }) => split === 'time') ?? artifact.evaluation[0];
  const figureOf = (name: Monitored): MonitoredFigure => {
    const heldOut = evaluation?.[name];
    return { ...(heldOut !== undefined && { heldOut }), ...expected[name], realised: found[name] };
  };
  return {
    variant: artifact.variant,
    digest: artifact.digest,
    rows: held.weight.length,
    positives: sum(held.positives),
    ...(artifact.training.source === undefined && {
      trainingRate: artifact.training.positives / artifact.training.weight,
    }),
    figures: { auc: figureOf('auc'), logLoss: figureOf('logLoss'), brier: figureOf('brier') },
    calibrationIntercept: found.calibrationIntercept,
    ...(found.calibrationSlope && { calibrationSlope: found.calibrationSlope }),
    reliability: reliability(logits, held),
    advice: recalibrationAdvice(artifact, answered, resampling),
  };
}
