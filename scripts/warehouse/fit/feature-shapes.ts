import { isMissing } from '../../../src/core/cell.ts';
import { cellNumber } from '../../../src/core/decode.ts';
import type { FeatureShape } from '../../../src/core/feature.ts';
import type { Field } from '../../../src/core/field.ts';
import type { FeatureDefinition } from '../../models/definition.ts';
import { standardised } from '../../training/matrix/numeric-shape.ts';
import { axisColumn, crossColumn, numberColumn, placesOf } from '../cells/axes.ts';
import type { Engine } from '../engines/engine.ts';
import type { RowSource } from '../sums/scored-query.ts';
import { weightSums } from '../sums/weight-sums.ts';

type Numeric = Extract<FeatureDefinition, { type: 'numeric' }>;

/** Completes the definitions of features by sums over the rows that they will be trained on. */
export async function featureShapes(
  engine: Engine,
  definitions: readonly FeatureDefinition[],
  fields: readonly Field[],
  source: RowSource,
): Promise<FeatureShape[]> {
  const shapes: FeatureShape[] = [];
  for (const [k, definition] of definitions.entries()) {
    if (definition.type === 'cross') {
      shapes.push({ ...definition, cells: await presentCells(engine, crossColumn(k), source) } as FeatureShape);
    } else if (definition.type === 'numeric') shapes.push(await numericShape(engine, definition, fields, source));
    else shapes.push(definition as FeatureShape);
  }
  return shapes;
}

async function presentCells({ select }: Engine, column: string, { table, where }: RowSource): Promise<number[]> {
  const condition = where === undefined ? '' : ` WHERE ${where}`;
  const found = await select([`SELECT DISTINCT ${column} AS k FROM ${table}${condition}`], 'the cells of a cross');
  return found.map(({ k }) => Number(k)).sort((a, b) => a - b);
}

async function numericShape(
  engine: Engine,
  definition: Numeric,
  fields: readonly Field[],
  source: RowSource,
): Promise<FeatureShape> {
  const position = fields.findIndex(({ name }) => name === definition.field);
  const field = fields[position]!;
  const found =
    field.type === 'number'
      ? await momentsOfNumber(engine, numberColumn(position), source)
      : await momentsOfCells(engine, field, { column: axisColumn(position), size: placesOf(fields, position) }, source);
  if (found === undefined) return { ...definition, mean: 0, scale: 1, minimum: 0, maximum: 0 };
  const { mean, deviation, minimum, maximum } = found;
  return { ...definition, ...standardised(mean, deviation), minimum, maximum };
}

async function momentsOfCells(engine: Engine, field: Field, axis: { column: string; size: number }, source: RowSource) {
  const spec = { by: [0], times: [] };
  const { v: weights } = (await weightSums(engine, { axes: [axis] }, source, [spec]))(spec);
  const known = [...weights.keys()].filter((cell) => weights[cell]! > 0 && !isMissing(field, cell));
  if (known.length === 0) return undefined;
  const values = known.map((cell) => cellNumber(field, cell));
  const total = known.reduce((sum, cell) => sum + weights[cell]!, 0);
  const mean = known.reduce((sum, cell, k) => sum + weights[cell]! * values[k]!, 0) / total;
  const squares = known.reduce((sum, cell, k) => sum + weights[cell]! * (values[k]! - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / total), minimum: values[0]!, maximum: values.at(-1)! };
}

/** Of values in units of a power of two, which changes no digit, and after a shift by the first: sums of decimals hold them. */
async function momentsOfNumber({ dialect, select }: Engine, column: string, { table, where }: RowSource) {
  const { sql, sumOfDoubles } = dialect;
  const condition = `WHERE ${column} IS NOT NULL${where === undefined ? '' : ` AND ${where}`}`;
  const what = `the mean of ${column}`;
  const [range] = await select(
    [`SELECT MIN(${column}) AS low, MAX(${column}) AS high, COUNT(*) AS n FROM ${table} ${condition}`],
    what,
  );
  if (Number(range!.n) === 0) return undefined;
  const [minimum, maximum] = [Number(range!.low), Number(range!.high)];
  const unit = 2 ** Math.floor(Math.log2(Math.max(-minimum, maximum) || 1));
  const scaled = `${column} / ${sql.double(unit)}`;
  const total = async (value: string) => {
    const query = `SELECT ${sql.asText(sumOfDoubles(`w * ${value}`))} AS total, ${sql.asText(sumOfDoubles('w'))} AS weight FROM ${table} ${condition}`;
    const [row] = await select([query], what);
    return Number(row!.total) / Number(row!.weight);
  };
  const mean = await total(scaled);
  const centred = `(${scaled} - ${sql.double(mean)})`;
  const variance = await total(`${centred} * ${centred}`);
  return { mean: mean * unit, deviation: Math.sqrt(variance) * unit, minimum, maximum };
}
