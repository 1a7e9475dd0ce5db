import type { Design } from '../cells/axes.ts';
import type { EngineDialect } from '../engines/dialect.ts';
import type { Row } from '../engines/engine.ts';
import { regressor, UNIT } from './scored-query.ts';

/** A sum to ask for: by the places of up to two axes, of residual and curvature times up to two numbers. */
export interface SumSpec {
  by: readonly number[];
  times: readonly number[];
}

/** The sums of a spec: by place of its axis, or row-major by the places of its two axes. */
export interface Sums {
  e: Float64Array;
  v: Float64Array;
}

/** A query over a scored table or subquery, and how its rows are read. */
export interface SumsQuery {
  sql: string;
  read(rows: readonly Row[]): Sums[];
}

/** A query with a GROUP BY for every sum, all of them joined by UNION ALL. */
export function unionOfSums(
  dialect: EngineDialect,
  design: Design,
  scored: string,
  specs: readonly SumSpec[],
  unit = UNIT,
): SumsQuery {
  const branches = specs.map(({ by, times }, s) => {
    const keys = by.map((axis) => design.axes[axis]!.column);
    const [a = '-1', b = '-1'] = keys;
    const sums = [`${total(dialect, design, 'e', times)} AS e`, `${total(dialect, design, 'v', times)} AS v`];
    const group = keys.length > 0 ? ` GROUP BY ${keys.join(', ')}` : '';
    return `SELECT ${s} AS s, ${a} AS a, ${b} AS b, ${sums.join(', ')} FROM ${scored} AS scored${group}`;
  });
  return {
    sql: branches.join(' UNION ALL '),
    read(rows) {
      const readers = specs.map((spec) => reader(design, spec, unit));
      for (const row of rows) readers[Number(row.s)]!.add([row.a, row.b], row.e, row.v);
      return readers.map(({ sums }) => sums);
    },
  };
}

/** The same sums by one query with grouping sets. Places are never NULL, so a NULL says that a column is not in the set. */
export function groupingSets(
  dialect: EngineDialect,
  design: Design,
  scored: string,
  specs: readonly SumSpec[],
): SumsQuery {
  const columns = [...new Set(specs.flatMap(({ by }) => by))];
  const factors = [...new Map(specs.map(({ times }) => [times.join(), times])).values()];
  const sums = factors.flatMap((times, k) => [
    `${total(dialect, design, 'e', times)} AS e${k}`,
    `${total(dialect, design, 'v', times)} AS v${k}`,
  ]);
  const sets = [...new Set(specs.map(({ by }) => `(${by.map((axis) => design.axes[axis]!.column).join(', ')})`))];
  const keys = columns.map((axis) => design.axes[axis]!.column);
  const nameOf = (by: readonly number[]) => [...by].sort((one, other) => one - other).join();
  return {
    sql: `SELECT ${[...keys, ...sums].join(', ')} FROM ${scored} AS scored GROUP BY GROUPING SETS (${sets.join(', ')})`,
    read(rows) {
      const readers = specs.map((spec) => reader(design, spec));
      const bySet = Map.groupBy(readers, ({ spec }) => nameOf(spec.by));
      for (const row of rows) {
        const present = columns.filter((axis) => isPresent(row[design.axes[axis]!.column]));
        for (const { spec, add } of bySet.get(nameOf(present)) ?? []) {
          const k = factors.findIndex((times) => times.join() === spec.times.join());
          add(
            spec.by.map((axis) => row[design.axes[axis]!.column]),
            row[`e${k}`],
            row[`v${k}`],
          );
        }
      }
      return readers.map(({ sums: found }) => found);
    },
  };
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined && value !== '';
}

function total(dialect: EngineDialect, _: Design, name: 'e' | 'v', times: readonly number[]): string {
  if (times.length === 0) return dialect.sql.asText(dialect.sumOfIntegers(`scored.${name}`));
  const factors = times.map((number) => `scored.${regressor(number)}`);
  const value = [`scored.${name} * ${dialect.sql.double(1 / UNIT)}`, ...factors].join(' * ');
  return dialect.sql.asText(dialect.sumOfDoubles(value));
}

/** Puts sums into their places. Combinations that a feature does not have a coefficient for have no place. */
function reader({ axes }: Design, spec: SumSpec, integerUnit = UNIT) {
  const own = spec.by.map((axis) => axes[axis]!);
  const places = own.map(({ keys }) => keys && new Map(keys.map((key, place) => [key, place])));
  const size = own.reduce((product, axis) => product * axis.size, 1);
  const sums = { e: new Float64Array(size), v: new Float64Array(size) };
  const unit = spec.times.length === 0 ? integerUnit : 1;
  const add = (keys: readonly unknown[], e: unknown, v: unknown) => {
    let at = 0;
    for (const [k, { size: length }] of own.entries()) {
      const place = places[k] ? places[k].get(Number(keys[k])) : Number(keys[k]);
      if (place === undefined) return;
      at = at * length + place;
    }
    sums.e[at]! += Number(e ?? 0) / unit;
    sums.v[at]! += Number(v ?? 0) / unit;
  };
  return { spec, sums, add };
}
