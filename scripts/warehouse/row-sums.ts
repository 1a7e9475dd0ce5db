import type { HessianSums } from '../training/fit/newton-cholesky.ts';
import type { Design } from './axes.ts';
import type { Engine } from './engine.ts';
import type { Layout } from './layout.ts';
import {
  type FoundSums,
  foundSums,
  gradientSpecs,
  hessianSpecs,
  predictorOf,
  projectGradient,
  projectHessian,
} from './projection.ts';
import { type RowSource, scoredQuery } from './scored-query.ts';
import { groupingSets, type SumSpec, unionOfSums } from './sums-query.ts';

/** The rows of a fit in an engine, and how its features read them. */
export interface EngineRows {
  engine: Engine;
  design: Design;
  layout: Layout;
  source: RowSource;
  /** λ by place of the coefficient vector. */
  penalty: Float64Array;
  /** Total weight of the rows. */
  total: number;
  /** A name for the temporary table of the steps. */
  scored: string;
  /** What the rows are, after the name of a request. */
  label?: string;
}

/** What the requests of a step are called. */
export const GRADIENT = 'the gradient';
export const HESSIAN = 'the Hessian';

/** The sums that `newtonSteps` asks for. A scored table is used again as long as the coefficients are the same. */
export function hessianSums(rows: EngineRows): HessianSums {
  const { design, layout, penalty, total, label = '' } = rows;
  const sumsAt = scoredSums(rows);
  return {
    penalty,
    total,
    async gradient(beta) {
      const found = await sumsAt(beta, gradientSpecs(design), GRADIENT + label);
      return projectGradient(design, layout, found).map((value, j) => value + penalty[j]! * beta[j]!);
    },
    async hessian(beta, under) {
      const hessian = projectHessian(design, layout, await sumsAt(beta, hessianSpecs(design), HESSIAN + label));
      for (let j = 0; j < under.length; j++) hessian[j * (under.length + 1)]! += under[j]!;
      return hessian;
    },
  };
}

/** Scores the rows at given coefficients, unless they are scored already, and returns sums over them. */
export function scoredSums({ engine, design, layout, source, scored }: EngineRows) {
  const { dialect } = engine;
  let at: Float64Array | undefined;
  return async (beta: Float64Array, specs: readonly SumSpec[], what: string): Promise<FoundSums> => {
    const query = scoredQuery(dialect, design, source, predictorOf(design, layout, beta));
    const { sql, read } = dialect.oneStatement
      ? groupingSets(dialect, design, `(${query})`, specs)
      : unionOfSums(dialect, design, scored, specs);
    const isScored = dialect.oneStatement || at?.every((value, j) => value === beta[j]);
    const table = isScored ? [] : dialect.replaceTable(scored, query);
    at = undefined;
    const rows = await engine.select([...table, sql], what);
    at = beta.slice();
    return foundSums(specs, read(rows));
  };
}
