import type { Design, Source } from '../cells/axes.ts';
import type { Layout } from './layout.ts';
import type { Predictor } from './scored-query.ts';
import type { SumSpec, Sums } from './sums-query.ts';

/** The intercept reads no axis and no number. */
const INTERCEPT: Source = { first: [0] };

/** Sums over scored rows: a number for every place of the axes of a spec. */
export type FoundSums = (spec: SumSpec) => Sums;

/** The log-odds of a coefficient vector, by place of each axis and by number. */
export function predictorOf(design: Design, { places, length }: Layout, beta: Float64Array): Predictor {
  const tables = design.axes.map(({ size }) => new Float64Array(size));
  const slopes = design.numbers.map(() => 0);
  for (const [f, source] of design.features.entries()) {
    const own = places[f]!;
    if (source.number !== undefined) slopes[source.number]! += beta[own[0]!]!;
    else if (source.axis !== undefined) {
      const table = tables[source.axis]!;
      for (let cell = 0; cell < table.length; cell++) {
        eachRegressor(source, cell, (k, value) => {
          table[cell]! += value * beta[own[k]!]!;
        });
      }
    }
  }
  return { tables, slopes, intercept: beta[length - 1]! };
}

/** The sums that a gradient is made of and, with squares of numbers, the diagonal of a Hessian. */
export function gradientSpecs({ features }: Design): SumSpec[] {
  return unique([...features, INTERCEPT].flatMap((one) => [specOf(one), specOf(one, { ...one, axis: undefined })]));
}

/** The sums that a Hessian is made of: those of all pairs of features. */
export function hessianSpecs({ features }: Design): SumSpec[] {
  const all = [...features, INTERCEPT];
  return unique(all.flatMap((one, f) => all.slice(0, f + 1).map((other) => specOf(one, other))));
}

/** Xᵀ·e. */
export function projectGradient(design: Design, layout: Layout, found: FoundSums): Float64Array {
  return project(design, layout, (source, add) => {
    const { e } = found(specOf(source));
    for (let cell = 0; cell < e.length; cell++) eachRegressor(source, cell, (k, value) => add(k, value * e[cell]!));
  });
}

/** The diagonal of Xᵀ·diag(v)·X. */
export function projectDiagonal(design: Design, layout: Layout, found: FoundSums): Float64Array {
  return project(design, layout, (source, add) => {
    const { v } = found(specOf(source, { ...source, axis: undefined }));
    for (let cell = 0; cell < v.length; cell++) {
      eachRegressor(source, cell, (k, value) => add(k, value * value * v[cell]!));
    }
  });
}

/** Xᵀ·diag(v)·X, row-major, of which the lower triangle is filled. */
export function projectHessian(design: Design, { places, length }: Layout, found: FoundSums): Float64Array {
  const result = new Float64Array(length * length);
  const all = [...design.features, INTERCEPT];
  const placesOf = [...places, Uint32Array.of(length - 1)];
  for (const [f, one] of all.entries()) {
    for (const [g, other] of all.slice(0, f + 1).entries()) {
      const spec = specOf(one, other);
      const { v } = found(spec);
      const width = spec.by.length === 2 ? design.axes[spec.by[1]!]!.size : 1;
      const cellOf = ({ axis }: Source, at: number) => (axis === spec.by[0] ? Math.floor(at / width) : at % width);
      for (let at = 0; at < v.length; at++) {
        if (v[at] === 0) continue;
        eachRegressor(one, cellOf(one, at), (k, value) =>
          eachRegressor(other, cellOf(other, at), (l, factor) => {
            const [i, j] = [placesOf[f]![k]!, placesOf[g]![l]!];
            if (f !== g || l <= k) result[Math.max(i, j) * length + Math.min(i, j)]! += value * factor * v[at]!;
          }),
        );
      }
    }
  }
  return result;
}

/** Where the sums of a list of specs are. */
export function foundSums(specs: readonly SumSpec[], sums: readonly Sums[]): FoundSums {
  const bySpec = new Map(specs.map((spec, k) => [nameOf(spec), sums[k]!]));
  return (spec) => bySpec.get(nameOf(spec))!;
}

type Add = (k: number, value: number) => void;

function project({ features }: Design, { places, length }: Layout, read: (source: Source, add: Add) => void) {
  const result = new Float64Array(length);
  const placesOf = [...places, Uint32Array.of(length - 1)];
  for (const [f, source] of [...features, INTERCEPT].entries()) {
    read(source, (k, value) => {
      result[placesOf[f]![k]!]! += value;
    });
  }
  return result;
}

/** The sum that a feature, or the product of two, needs. */
function specOf(...sources: readonly Source[]): SumSpec {
  const ascending = (values: (number | undefined)[]) =>
    values.filter((value) => value !== undefined).sort((a, b) => a - b);
  return {
    by: [...new Set(ascending(sources.map(({ axis }) => axis)))],
    times: ascending(sources.map(({ number }) => number)),
  };
}

function unique(specs: readonly SumSpec[]): SumSpec[] {
  return [...new Map(specs.map((spec) => [nameOf(spec), spec])).values()];
}

function nameOf({ by, times }: SumSpec): string {
  return `${by}|${times}`;
}

function eachRegressor({ first, values }: Source, cell: number, use: (k: number, value: number) => void): void {
  const own = values?.[cell];
  if (own === undefined) use(first[cell]!, 1);
  else for (const [k, value] of own.entries()) use(first[cell]! + k, value);
}
