import type { Engine } from '../engines/engine.ts';
import type { RowSource } from './scored-query.ts';
import { weightSums } from './weight-sums.ts';

/** The weight of all rows, and of the positive ones. */
export interface Totals {
  total: number;
  positives: number;
}

export async function totals(engine: Engine, source: RowSource): Promise<Totals> {
  const spec = { by: [], times: [] };
  const { e, v } = (await weightSums(engine, { axes: [] }, source, [spec]))(spec);
  return { total: v[0]!, positives: e[0]! };
}
