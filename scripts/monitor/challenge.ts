import type { Artifact } from '../../src/core/artifact.ts';
import type { OutcomeFile } from '../outcomes/outcome-file.ts';
import { missingFields, scoreFields } from '../outcomes/rows-of-fields.ts';
import { figureOf, type PairedFigure, pairedFigures } from '../training/figures/paired-bootstrap.ts';
import type { ResampleOptions } from '../training/figures/resamples.ts';
import { answeredRows } from './answered-rows.ts';

/** Two artifacts on the same outcomes: a negative difference of log loss means that the challenger is better. */
export interface Challenge {
  champion: string;
  challenger: string;
  rows: number;
  logLoss: PairedFigure;
  auc: PairedFigure;
  /** `better` and `worse` are about the challenger. */
  verdict: 'better' | 'worse' | 'open';
  /** How many more rows would show the difference that is seen, if it stays; only while it is open. */
  moreRows?: number;
}

/**
 * Compares the artifact that answered most with another, on all rows that both score, whichever of them answered: a model
 * is a function of the fields, so every row tells about both. Undefined if the file lacks fields.
 */
export function challenge(
  file: OutcomeFile,
  champion: Artifact,
  challenger: Artifact,
  options: ResampleOptions,
): Challenge | undefined {
  if (missingFields(file, [...champion.fields, ...challenger.fields]).length > 0) return undefined;
  const all = Uint32Array.from(file.outcomes, (_, r) => r);
  const [first, second] = [champion, challenger].map((artifact) => scoreFields(file, artifact, all, () => {}));
  const both = all.filter((r) => !Number.isNaN(first![r]!) && !Number.isNaN(second![r]!));
  const { rows, held } = answeredRows({ logit: first! }, file.outcomes, both, file.clusters);
  if (rows.length === 0) return undefined;
  const of = (logit: Float64Array) => Float64Array.from(rows, (r) => logit[r]!);
  const figures = pairedFigures(of(first!), of(second!), held, options);
  const logLoss = figureOf(figures, 'logLoss');
  const [low, high] = logLoss.interval;
  const verdict = high < 0 ? 'better' : low > 0 ? 'worse' : 'open';
  const ratio = (high - low) / 2 / Math.abs(logLoss.difference);
  return {
    champion: champion.variant,
    challenger: challenger.variant,
    rows: rows.length,
    logLoss,
    auc: figureOf(figures, 'auc'),
    verdict,
    ...(verdict === 'open' && Number.isFinite(ratio) && { moreRows: Math.ceil(rows.length * (ratio ** 2 - 1)) }),
  };
}
