import type { Example, Field } from '../../../src/core/artifact.ts';
import { Failure } from '../../cli/failure.ts';
import type { FeatureDefinition, ModelDefinition } from '../../models/definition.ts';
import { madeUpSteps } from '../../training/artifact/made-up-inputs.ts';
import { later } from '../../training/fit/steps.ts';
import { additiveFeatures } from '../../training/selection/additive-features.ts';
import type { Engine } from '../engines/engine.ts';
import { type CellsQueries, cellsQueries, type RowsTable, refusedQuery } from './cells-query.ts';
import { type Distribution, distributions, isInstant } from './distributions.ts';
import { existingInputs } from './existing-inputs.ts';
import { randomPart, timePart } from './row-parts.ts';

/** What is known of the rows once their cells are a table. */
export interface Prepared {
  fields: Field[];
  features: FeatureDefinition[];
  /** Rows before grouping, and positive ones among them. */
  observations: number;
  /** Inputs of the golden examples. */
  inputs: Example['input'][];
}

export interface PrepareOptions {
  /** The table with the rows. */
  rows: string;
  /** The table of cells to make. */
  cells: string;
  /** The features of the variant, or `additive` for those of every field. */
  features: FeatureDefinition[] | 'additive';
  seed: number;
  minCount: number;
}

const QUANTILES = 200;
/** Identical rows of so few are always grouped; of more, only if that saves at least half of them. */
const ALWAYS_GROUPED = 5_000_000;

/**
 * Makes the table of cells of a table of rows.
 * @throws {Failure} when the rows are not fit for training
 */
export async function prepare(engine: Engine, definition: ModelDefinition, options: PrepareOptions): Promise<Prepared> {
  const { rows, cells, seed, minCount } = options;
  const { dialect } = engine;
  const columns = await columnsOf(engine, rows, definition);
  const observations = await checkTarget(engine, rows, columns.has('weight'));
  const found = await distributions(engine, rows, definition.fields, minCount);
  const fields = found.map(({ field }) => field);
  const features = options.features === 'additive' ? additiveFeatures(fields) : options.features;
  const instants = new Set<string>();
  for (const { name, type } of fields) {
    if (type === 'timestamp' && (await isInstant(engine, rows, dialect.sql.identifier(name)))) instants.add(name);
  }
  const key = columns.has('split_key') ? dialect.sql.asText('r.split_key') : keyOfFields(engine, fields);
  const table: RowsTable = {
    table: rows,
    weight: columns.has('weight') ? dialect.sql.asNumber('r.weight') : undefined,
    randomPart: randomPart(dialect, key, seed),
    timePart: timePart(definition.splits),
    instants,
  };
  await requireAccepted(engine, fields, table, observations);
  const queries = cellsQueries(dialect, fields, features, table);
  const isGrouped = observations <= ALWAYS_GROUPED || (await areRepeated(engine, queries));
  const query = isGrouped ? queries.grouped : queries.single;
  await engine.run(dialect.replaceTable(cells, query), 'the table of cells');
  const inputs = await madeUpInputs(engine, found, table);
  return { fields, features, observations, inputs };
}

async function areRepeated({ select }: Engine, { repeated }: CellsQueries): Promise<boolean> {
  const [found] = await select([repeated], 'how many rows are alike');
  return 2 * Number(found!.kinds) <= Number(found!.n);
}

/** Rows with the same fields are in one part. */
function keyOfFields({ dialect: { sql } }: Engine, fields: readonly Field[]): string {
  const texts = fields.map(({ name }) => `COALESCE(${sql.asText(`r.${sql.identifier(name)}`)}, ${sql.text('')})`);
  return texts.length === 1 ? texts[0]! : `CONCAT(${texts.join(`, ${sql.text('|')}, `)})`;
}

/** The names of the columns, in lower case. @throws {Failure} when one is missing, or there are no rows */
async function columnsOf({ select }: Engine, rows: string, { fields }: ModelDefinition): Promise<Set<string>> {
  const [first] = await select([`SELECT * FROM ${rows} LIMIT 1`], 'the rows');
  if (first === undefined) throw new Failure('the query selects no rows: there is nothing to learn from');
  const names = new Set(Object.keys(first).map((name) => name.toLowerCase()));
  const missing = ['target', ...fields.map(({ name }) => name)].find((name) => !names.has(name.toLowerCase()));
  if (missing === undefined) return names;
  throw new Failure(`the query has no column ${missing}: it has ${Object.keys(first).join(', ')}`);
}

/** The number of rows. @throws {Failure} when the target is not 0 and 1, or a weight not above 0 */
async function checkTarget({ dialect: { sql }, select }: Engine, rows: string, hasWeight: boolean): Promise<number> {
  const target = sql.asNumber('target');
  const count = (condition: string) => `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END)`;
  const counts = {
    n: 'COUNT(*)',
    good: count(`${target} IN (0, 1)`),
    positive: count(`${target} = 1`),
    weighted: hasWeight ? count(`${sql.asNumber('weight')} > 0`) : 'COUNT(*)',
  };
  const columns = Object.entries(counts).map(([name, value]) => `${value} AS ${name}`);
  const [found] = await select([`SELECT ${columns.join(', ')} FROM ${rows}`], 'the target of the rows');
  const { n, good, positive, weighted } = Object.fromEntries(
    Object.entries(found!).map(([name, value]) => [name, Number(value)]),
  ) as Record<keyof typeof counts, number>;
  if (good < n) throw new Failure(`the target of the rows is neither 0 nor 1 in ${n - good} of ${n} rows`);
  if (weighted < n) throw new Failure(`the weight of the rows is not above 0 in ${n - weighted} of ${n} rows`);
  if (positive > 0 && positive < n) return n;
  throw new Failure(
    `the target of the rows is ${positive === 0 ? 0 : 1} in all ${n} rows: nothing can be learned from it`,
  );
}

/** @throws {Failure} when rows have values that the service would refuse */
async function requireAccepted(engine: Engine, fields: readonly Field[], table: RowsTable, n: number): Promise<void> {
  const [found] = await engine.select([refusedQuery(engine.dialect, fields, table)], 'the fields of the rows');
  for (const [k, { name }] of fields.entries()) {
    const refused = Number(found![`n${k}`]);
    if (refused === 0) continue;
    throw new Failure(
      `column ${name} is NULL or no value of its field in ${refused} of ${n} rows; leave these rows out with WHERE, replace the ` +
        'values with COALESCE, or set "missing": "own" for this field in model.json',
    );
  }
}

/** Made-up rows for examples, none of them in the data unless these have every combination. */
async function madeUpInputs(
  engine: Engine,
  found: readonly Distribution[],
  rows: RowsTable,
): Promise<Example['input'][]> {
  const fields = found.map(({ field }) => field);
  const cells = new Map(found.map(({ field, values, counts }) => [field.name, quantileCells(field, values, counts)]));
  const steps = madeUpSteps({ fields, cells }, (columns) => existingInputs(engine, fields, rows, columns));
  return (await later(steps, { keep: (run) => run() })).inputs;
}

/** Cells of evenly spaced values, in ascending order. */
function quantileCells(field: Field, values: readonly number[], counts: readonly number[]): Float64Array {
  if (values.length === 0) return new Float64Array();
  const offset = field.type === 'integer' ? field.minimum : 0;
  const total = counts.reduce((sum, count) => sum + count, 0);
  let at = 0;
  let before = counts[0]!;
  return Float64Array.from({ length: QUANTILES }, (_, k) => {
    while (before <= ((k + 0.5) / QUANTILES) * total) before += counts[++at]!;
    return values[at]! - offset;
  });
}
