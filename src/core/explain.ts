import type { Artifact } from './artifact.ts';
import { positionOfColumn } from './columns.ts';
import { cellValue } from './decode.ts';
import { featureFields } from './feature.ts';
import { logit, type Scorer } from './score.ts';

/** What a field, or a cross of fields, adds to the log-odds compared with an average row. */
export interface Contribution {
  fields: string[];
  /** The values of the row, in the order of the fields; null for a category that the model does not know. */
  values: (string | number | null)[];
  logOdds: number;
  /** e^logOdds: the factor that multiplies the odds of the positive class. */
  oddsRatio: number;
}

/** The parts of an answer: baseline + Σ contributions = logit. */
export interface Explanation {
  /** Log-odds of an average row: the intercept plus the mean log-odds of every feature over the training rows. */
  baseline: number;
  /** The largest first. */
  contributions: Contribution[];
  logit: number;
}

/** A variant ready to explain: its features, grouped by the fields that they read, with their mean log-odds. */
export interface Explainer {
  baseline: number;
  parts: readonly { positions: number[]; reference: number; scorer: Scorer }[];
}

/** Splits a scorer by the fields that its features read. It shares the tables; nothing is copied. */
export function compileExplainer(
  { intercept, fields, features }: Pick<Artifact, 'intercept' | 'fields' | 'features'>,
  averageLogOdds: readonly number[],
  scorer: Scorer,
): Explainer {
  const positionsOf = (names: readonly string[]) => fields.flatMap(({ name }, p) => (names.includes(name) ? [p] : []));
  const groups = Map.groupBy(features.keys(), (f) => positionsOf(featureFields(features[f]!)).join());
  const parts = [...groups].map(([group, members]) => {
    const isOwn = (...positions: number[]) => positions.join() === group;
    return {
      positions: group.split(',').map(Number),
      reference: members.reduce((sum, f) => sum + averageLogOdds[f]!, 0),
      scorer: {
        ...scorer,
        intercept: 0,
        tables: scorer.tables.map((table, column) => (isOwn(positionOfColumn(fields, column)) ? table : undefined)),
        formulas: scorer.formulas.filter(({ position }) => isOwn(position)),
        crosses: scorer.crosses.filter(({ fields }) => isOwn(...positionsOf(fields))),
      },
    };
  });
  return { baseline: averageLogOdds.reduce((sum, mean) => sum + mean, intercept), parts };
}

/** Explains the logit of a row, given as the cells that `encodeRow` writes. Exact, because the logit is a sum. */
export function explain(
  { baseline, parts }: Explainer,
  fields: Artifact['fields'],
  cells: Float64Array,
  logitOfRow: number,
): Explanation {
  const contributions = parts.map(({ positions, reference, scorer }): Contribution => {
    const logOdds = logit(scorer, cells) - reference;
    return {
      fields: positions.map((position) => fields[position]!.name),
      values: positions.map((position) => cellValue(fields[position]!, cells[position]!)),
      logOdds,
      oddsRatio: Math.exp(logOdds),
    };
  });
  contributions.sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds));
  return { baseline, contributions, logit: logitOfRow };
}
