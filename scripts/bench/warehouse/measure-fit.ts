import { statSync } from 'node:fs';
import { execute, openDatabase } from '../../data-file/database.ts';
import { median } from '../../maths/median.ts';
import { readModel } from '../../models/read-model.ts';
import { requireVariant } from '../../models/require-variant.ts';
import { withRows } from '../../training/rows/with-rows.ts';
import { duckdbEngine } from '../../warehouse/engines/duckdb-engine.ts';
import { meteredEngine, type Request } from '../../warehouse/engines/metered-engine.ts';
import { stateFolder } from '../../warehouse/engines/state-folder.ts';
import { fitPlain } from '../../warehouse/fit/fit-plain.ts';
import { countRows } from '../../warehouse/fit/sample.ts';
import { GRADIENT, HESSIAN } from '../../warehouse/sums/row-sums.ts';
import { cellsTable, prepareVariant } from '../../warehouse/train-through.ts';

/** What a fit of `us-delay one-hot` in DuckDB costs. */
export interface FitCost {
  rows: number;
  /** Rows of the table of cells. */
  groups: number;
  prepareSeconds: number;
  /** Size of the database. */
  megabytes: number;
  fitSeconds: number;
  gradients: number;
  gradientSeconds: number;
  gradientBytes: number;
  hessians: number;
  hessianSeconds: number;
  hessianBytes: number;
  /** Groups that a gradient reads per second. */
  rowsPerSecond: number;
  /** Largest component of the last gradient, per row. */
  gradient: number;
}

/** Prepares and fits the flights of a file, with DuckDB's memory limited to 2 GB. */
export async function measureFit(file: string, folder: string): Promise<FitCost> {
  const { definition, query } = readModel('us-delay');
  const name = 'one-hot';
  const variant = requireVariant('us-delay', definition.variants, name);
  const about = { model: 'us-delay', name, variant, definition, query, minCount: 10 };
  const { database } = stateFolder(folder, false);
  const start = performance.now();
  const { fields, features, observations } = await withRows(
    definition,
    query,
    file,
    async (rows) => {
      const prepared = await prepareVariant(duckdbEngine(rows), about, 'rows');
      await execute(rows, 'CHECKPOINT');
      return prepared;
    },
    database,
  );
  const prepareSeconds = (performance.now() - start) / 1000;
  const megabytes = statSync(database.path).size / 1e6;
  const requests: Request[] = [];
  const engine = meteredEngine(duckdbEngine(await openDatabase(database)), (request) => requests.push(request));
  try {
    const source = { table: cellsTable(about) };
    const groups = await countRows(engine, source);
    const began = performance.now();
    const journal = { keep: <T>(run: () => Promise<T>) => run() };
    const rows = { engine, fields, source, scratch: 'scratch', journal };
    const { gradient } = await fitPlain({ ...variant, features }, rows);
    const fitSeconds = (performance.now() - began) / 1000;
    const gradients = requests.filter(({ what }) => what === GRADIENT);
    const hessians = requests.filter(({ what }) => what === HESSIAN);
    const gradientSeconds = median(gradients.map(({ seconds }) => seconds))!;
    return {
      ...{ rows: observations, groups, prepareSeconds, megabytes, fitSeconds },
      ...{ gradients: gradients.length, gradientSeconds, gradientBytes: median(gradients.map(({ bytes }) => bytes))! },
      ...{ hessians: hessians.length, hessianSeconds: median(hessians.map(({ seconds }) => seconds)) ?? 0 },
      hessianBytes: median(hessians.map(({ bytes }) => bytes)) ?? 0,
      rowsPerSecond: groups / gradientSeconds,
      gradient,
    };
  } finally {
    await engine.close();
  }
}
