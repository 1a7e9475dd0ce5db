/** Σ value. */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let k = 0; k < values.length; k++) total += values[k]!;
  return total;
}

/** The inner product of two vectors of the same length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let k = 0; k < a.length; k++) total += a[k]! * b[k]!;
  return total;
}

/** The values at the selected positions, in their order. */
export function selectValues(values: Float64Array, selected: Uint32Array): Float64Array {
  const result = new Float64Array(selected.length);
  for (let r = 0; r < result.length; r++) result[r] = values[selected[r]!]!;
  return result;
}

/** The largest absolute value. A NaN makes it NaN, which is never smaller than a tolerance. */
export function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
