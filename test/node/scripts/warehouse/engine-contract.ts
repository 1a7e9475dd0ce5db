import { expect, test } from 'vitest';
import { readModel } from '../../../../scripts/models/read-model.ts';
import { requireVariant } from '../../../../scripts/models/require-variant.ts';
import { trainModel } from '../../../../scripts/training/train-model.ts';
import type { Engine } from '../../../../scripts/warehouse/engines/engine.ts';
import { prepareQuery, trainThrough } from '../../../../scripts/warehouse/train-through.ts';
import { PROOF } from '../../../proof.ts';
import { largestDifference } from './differences.ts';
import { COLUMNS, enterSmallWarehouse, QUERY, smallRows } from './small-cells.ts';

/** A journal that keeps nothing. */
export const FORGETFUL = { keep: <T>(run: () => Promise<T>) => run() };

/** Makes the table `data` of the small warehouse. */
export async function loadSmallData({ dialect: { sql, replaceTable }, run }: Engine): Promise<void> {
  const types: Record<string, string> = {
    TEXT: sql.types.text,
    INTEGER: sql.types.integer,
    'DOUBLE PRECISION': sql.types.double,
    TIMESTAMP: { Spark: 'TIMESTAMP_NTZ', ClickHouse: 'DateTime64(0)' }[sql.title] ?? 'TIMESTAMP',
  };
  const names = Object.keys(COLUMNS);
  const casts = Object.entries(COLUMNS).map(([name, type]) => `CAST(${name} AS ${types[type] ?? type}) AS ${name}`);
  const literals = smallRows().map((row) =>
    row.map((value) => (value === null ? 'NULL' : typeof value === 'number' ? sql.double(value) : sql.text(value))),
  );
  const table = sql.table(
    names.map((name) => ({ name, type: name === 'town' || name === 'left_at' || name === 'id' ? 'text' : 'double' })),
    literals,
  );
  await run(replaceTable('data', `SELECT ${casts.join(', ')} FROM (${table}) AS given`), 'the data');
}

const LONG = process.env.VARIANTS?.split(',') ?? ['plain', 'learned', 'additive'];
const VARIANTS = PROOF ? LONG : ['plain'];
/** Each request of a command takes a tenth of a second, and learned shrinkage asks hundreds. */
const TIMEOUT = PROOF ? 900_000 : 120_000;

/** What every engine does: the suite that a new one has to pass. */
export function describeEngine(title: string, open: () => Promise<Engine>, variants = VARIANTS): void {
  test.each(variants)(
    `${title} gives the fields, figures and, to 1e-9, probabilities of a %s variant in memory`,
    async (name) => {
      await enterSmallWarehouse();
      const engine = await open();
      try {
        await loadSmallData(engine);
        await requireListedTable(engine);
        await requireSameAsMemory(engine, name);
      } finally {
        await engine.close();
      }
    },
    TIMEOUT,
  );
}

async function requireSameAsMemory(engine: Engine, name: string): Promise<void> {
  const { definition } = readModel('small');
  const memory = await trainModel('small', [name], { minCount: 10 });
  const variant = requireVariant('small', definition.variants, name);
  const own = { model: 'small', name, variant, definition, query: QUERY, journal: FORGETFUL, minCount: 10 };
  const prepared = await prepareQuery(engine, own);
  const { artifact: found } = await trainThrough(engine, prepared, { ...own, versions: {} });
  const expected = memory.artifacts[0]!.artifact;
  expect(found.fields).toEqual(expected.fields);
  expect(largestDifference(expected, found, memory.inputs)).toBeLessThan(1e-9);
  expect(found.training).toMatchObject({ rows: 600, gradient: expect.closeTo(0, 8) });
  expect(found.training).toMatchObject({ weight: expect.closeTo((expected.training as { weight: number }).weight, 6) });
  expect(found.frequencies!.fields).toEqual(expected.frequencies!.fields);
  for (const [k, { split, rows, logLoss, brier, curve }] of expected.evaluation.entries()) {
    expect(found.evaluation[k]).toMatchObject({ split, rows });
    expect(found.evaluation[k]!.logLoss).toBeCloseTo(logLoss!, 6);
    expect(found.evaluation[k]!.brier).toBeCloseTo(brier!, 6);
    expect(found.evaluation[k]!.curve).toEqual(curve);
  }
}

/** Long tables of coefficients travel as texts, where the engine can read these: to the last bit. */
async function requireListedTable({ dialect, select }: Engine): Promise<void> {
  if (dialect.listedTable === undefined) return;
  const values = [0.1, -1 / 3, 1e-300, 123456789.98765433, 0, 5e-324];
  const sql = dialect.listedTable(values.map((_, k) => k * 1000).join(), values.join());
  const rows = await select([`SELECT k, b FROM (${sql}) AS t ORDER BY k`], 'a test');
  expect(rows.map(({ k, b }) => [Number(k), Number(b)])).toEqual(values.map((value, k) => [k * 1000, value]));
}
