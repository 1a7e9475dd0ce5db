import type { Artifact, Feature } from '../../src/core/artifact.ts';
import { describeFeature } from '../../src/core/feature.ts';
import type { Draws } from '../../src/core/interval.ts';
import { tQuantile } from '../../src/core/t-quantile.ts';
import { groupLabels, termLabels } from './group-labels.ts';

/** A coefficient of a model. */
export interface CoefficientRow {
  feature: string;
  value: string;
  logOdds: number;
  oddsRatio: number;
  /** Bounds of the log-odds that hold 95 times in 100, if the variant has draws. */
  low?: number;
  high?: number;
  /** The weight of the training rows behind it, if the data were counted. */
  rows?: number;
}

const LEVEL = 0.95;

/**
 * All coefficients of an artifact in its order, the intercept first.
 * @param draws of its posterior
 * @param counts weights of the rows behind the coefficients, feature by feature
 */
export function coefficientRows(
  { fields, features, intercept }: Pick<Artifact, 'fields' | 'features' | 'intercept'>,
  draws?: Draws,
  counts?: readonly (readonly number[])[],
): CoefficientRow[] {
  let position = 0;
  const row = (feature: string, value: string, logOdds: number, rows?: number): CoefficientRow => {
    const reach = draws && reachOf(draws, position);
    position++;
    return {
      feature,
      value,
      logOdds,
      oddsRatio: Math.exp(logOdds),
      ...(reach !== undefined && { low: logOdds - reach, high: logOdds + reach }),
      ...(rows !== undefined && { rows }),
    };
  };
  const first = row('intercept', '', intercept);
  const others = features.flatMap((feature, f) => {
    const labels = valueLabels(feature, fields);
    return feature.coefficients.map((logOdds, k) =>
      row(describeFeature(feature), labels[k]!, logOdds, counts?.[f]?.[k]),
    );
  });
  return [first, ...others];
}

function reachOf({ count, scales, steps }: Draws, coefficient: number): number {
  const own = steps.subarray(coefficient * count, (coefficient + 1) * count);
  const variance = own.reduce((sum, step) => sum + (step * scales[coefficient]!) ** 2, 0) / count;
  return tQuantile((1 + LEVEL) / 2, count) * Math.sqrt(variance);
}

function valueLabels(feature: Feature, fields: Artifact['fields']): string[] {
  if (feature.type === 'one-hot') return groupLabels(fields.find(({ name }) => name === feature.field)!, feature);
  if (feature.type === 'cyclic') return [`sine, period ${feature.period}`, `cosine, period ${feature.period}`];
  if (feature.type === 'numeric') return [`per ${Number(feature.scale.toPrecision(4))}`];
  const terms = feature.terms.map((term) => termLabels(term, fields));
  return feature.cells.map((cell) => {
    const groups: string[] = [];
    let rest = cell;
    for (const labels of terms.toReversed()) {
      groups.unshift(labels[rest % labels.length]!);
      rest = Math.floor(rest / labels.length);
    }
    return groups.join(' × ');
  });
}
