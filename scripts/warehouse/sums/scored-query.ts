import type { TableColumn } from '../../sql/dialect.ts';
import { balanced } from '../../sql/expressions.ts';
import { clip } from '../../sql/number-cells.ts';
import type { Axis, Design } from '../cells/axes.ts';
import type { EngineDialect } from '../engines/dialect.ts';

/** Residuals and curvatures are whole numbers of 1e-15, so that their sums do not depend on the order of the rows. */
export const UNIT = 1e15;

/** The log-odds that a row sums: by place of each axis, by number, and for all rows. */
export interface Predictor {
  tables: readonly Float64Array[];
  slopes: readonly number[];
  intercept: number;
}

/** Where the rows of a fit are. */
export interface RowSource {
  table: string;
  /** A condition over its columns; all rows if absent. */
  where?: string | undefined;
}

/**
 * A query for the axes and regressors of every row, with its residual e = w·p − y and its curvature v = w·p·(1 − p) in
 * units of 1e-15. `w` and `y` are the weight of a row, and of the positive observations in it.
 */
export function scoredQuery(dialect: EngineDialect, design: Design, source: RowSource, predictor: Predictor): string {
  const { rounded } = dialect;
  const { double } = dialect.sql;
  const { from, logit } = sourceLogits(dialect, design, source, predictor);
  const p = `${double(1)} / (${double(1)} + EXP(-${clamped(dialect, logit, 700)}))`;
  const own = ownColumns(design);
  return (
    `SELECT ${own.join(', ')}, ${rounded(`(w * p - y) * ${double(UNIT)}`)} AS e, ` +
    `${rounded(`w * p * (${double(1)} - p) * ${double(UNIT)}`)} AS v ` +
    `FROM (SELECT ${[...own, 'w', 'y'].map((name) => `t.${name}`).join(', ')}, ${p} AS p FROM ${from}) AS q`
  );
}

/** The rows of a source, as `t`, joined with their coefficients, and SQL for the logit of a row. */
export function sourceLogits(dialect: EngineDialect, design: Design, source: RowSource, predictor: Predictor) {
  const { double } = dialect.sql;
  const regressors = design.numbers.map(({ column, shape }, k) => {
    const clipped = clip(column, dialect.sql, shape.minimum, shape.maximum);
    return `COALESCE((${clipped} - ${double(shape.mean)}) / ${double(shape.scale)}, ${double(0)}) AS ${regressor(k)}`;
  });
  const columns = [...design.axes.map(({ column }) => column), ...regressors, 'w', 'y'];
  const condition = source.where === undefined ? '' : ` WHERE ${source.where}`;
  return predicted(dialect, design, `(SELECT ${columns.join(', ')} FROM ${source.table}${condition})`, predictor);
}

/** A number between −limit and limit. */
export function clamped({ sql }: EngineDialect, value: string, limit: number): string {
  return sql.greatest(sql.double(-limit), sql.least(sql.double(limit), value));
}

/** A query for a scored table with v·z in place of the residual, for the log-odds z of a direction. */
export function productQuery(dialect: EngineDialect, design: Design, scored: string, direction: Predictor): string {
  const { from, logit } = predicted(dialect, design, scored, direction);
  const own = ownColumns(design).map((name) => `t.${name}`);
  return `SELECT ${own.join(', ')}, ${dialect.rounded(`t.v * (${logit})`)} AS e, t.v AS v FROM ${from}`;
}

/** The name of a number as a regressor: clipped and standardised. */
export function regressor(number: number): string {
  return `r${number}`;
}

function ownColumns({ axes, numbers }: Design): string[] {
  return [...axes.map(({ column }) => column), ...numbers.map((_, k) => regressor(k))];
}

/** The table `t` joined with the log-odds of every axis, and their sum. */
function predicted(dialect: EngineDialect, { axes }: Design, table: string, { tables, slopes, intercept }: Predictor) {
  const { sql } = dialect;
  const used = [...axes.keys()].filter((axis) => tables[axis]!.some((value) => value !== 0));
  const joins = used.map((axis) => {
    const coefficients = coefficientTable(dialect, axes[axis]!, tables[axis]!);
    return ` LEFT JOIN (${coefficients}) AS b${axis} ON b${axis}.k = t.${axes[axis]!.column}`;
  });
  const terms = [
    sql.double(intercept),
    ...used.map((axis) => (axes[axis]!.keys ? `COALESCE(b${axis}.b, ${sql.double(0)})` : `b${axis}.b`)),
    ...slopes.flatMap((slope, k) => (slope === 0 ? [] : [`${sql.double(slope)} * t.${regressor(k)}`])),
  ];
  return { from: `${table} AS t${joins.join('')}`, logit: balanced('+', terms) };
}

const COEFFICIENTS: TableColumn[] = [
  { name: 'k', type: 'integer' },
  { name: 'b', type: 'double' },
];
/** Longer tables are listed in texts, if the engine can read these. */
const LONG = 1000;

/** Coefficients travel as a table of literals. */
function coefficientTable({ sql, listedTable }: EngineDialect, { keys }: Axis, table: Float64Array): string {
  const names = Array.from(table, (_, place) => String(keys?.[place] ?? place));
  if (listedTable && table.length > LONG) return listedTable(names.join(), table.join());
  return sql.table(
    COEFFICIENTS,
    names.map((name, place) => [name, sql.double(table[place]!)]),
  );
}
