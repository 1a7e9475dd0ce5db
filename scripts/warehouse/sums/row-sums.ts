import type { HessianSums } from '../../training/fit/newton-cholesky.ts';
import type { Design } from '../cells/axes.ts';
import type { Engine } from '../engines/engine.ts';
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
import { type Predictor, productQuery, type RowSource, scoredQuery } from './scored-query.ts';
import { groupingSets, type SumSpec, type SumsQuery, unionOfSums } from './sums-query.ts';

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
export const PRODUCT = 'a product with the Hessian';

/** The sums that `newtonSteps` asks for. A scored table is used again as long as the coefficients are the same. */
export function hessianSums(rows: EngineRows): HessianSums {
  const { design, layout, penalty, total, label = '' } = rows;
  const { sumsAt } = scoredSums(rows);
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

/**
 * Sums over the rows at given coefficients. They are scored again only if the coefficients are others than before; the last
 * sums are kept, too.
 */
export function scoredSums({ engine, design, layout, source, scored, label = '' }: EngineRows) {
  const { dialect } = engine;
  let at: Float64Array | undefined;
  const known = new Map<string, FoundSums>();
  const queryAt = (beta: Float64Array) => scoredQuery(dialect, design, source, predictorOf(design, layout, beta));
  const isAt = (beta: Float64Array) => at?.every((value, j) => value === beta[j]) ?? false;
  const ask = async (table: string[], query: SumsQuery, what: string) =>
    query.read(await engine.select([...table, query.sql], what));
  const sumsAt = async (beta: Float64Array, specs: readonly SumSpec[], what: string): Promise<FoundSums> => {
    const name = JSON.stringify(specs);
    const before = isAt(beta) ? known.get(name) : undefined;
    if (before) return before;
    const query = queryAt(beta);
    const table = dialect.oneStatement || isAt(beta) ? [] : dialect.replaceTable(scored, query);
    if (!isAt(beta)) known.clear();
    at = undefined;
    const found = foundSums(
      specs,
      dialect.oneStatement
        ? await ask(table, groupingSets(dialect, design, `(${query})`, specs), what)
        : await ask(table, unionOfSums(dialect, design, scored, specs), what),
    );
    at = beta.slice();
    known.set(name, found);
    return found;
  };
  /** Sums of v·z in place of the residuals, for the log-odds z of a direction. */
  const productAt = async (beta: Float64Array, direction: Predictor, specs: readonly SumSpec[]): Promise<FoundSums> => {
    const what = PRODUCT + label;
    if (dialect.oneStatement) {
      const query = productQuery(dialect, design, `(${queryAt(beta)})`, direction);
      return foundSums(specs, await ask([], groupingSets(dialect, design, `(${query})`, specs), what));
    }
    const table = isAt(beta) ? [] : dialect.replaceTable(scored, queryAt(beta));
    const product = `${scored}_product`;
    const products = dialect.replaceTable(product, productQuery(dialect, design, scored, direction));
    const found = await ask([...table, ...products], unionOfSums(dialect, design, product, specs), what);
    if (!isAt(beta)) known.clear();
    at = beta.slice();
    return foundSums(specs, found);
  };
  return { sumsAt, productAt };
}
