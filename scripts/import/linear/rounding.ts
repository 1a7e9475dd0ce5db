/** What rounding took from a product: a · b is exactly fl(a · b) and this (Dekker 1971), without over- and underflow. */
export function productError(a: number, b: number): number {
  const product = a * b;
  const [a1, b1] = [upperHalf(a), upperHalf(b)];
  const [a2, b2] = [a - a1, b - b1];
  const error = a2 * b2 - (product - a1 * b1 - a2 * b1 - a1 * b2);
  return Number.isFinite(error) ? error : 0;
}

/** What rounding took from a sum: a + b is exactly fl(a + b) and this (Knuth). */
export function sumError(a: number, b: number): number {
  const sum = a + b;
  const found = sum - a;
  return a - (sum - found) + (b - found);
}

/** The upper 26 bits of the significand (Veltkamp). */
function upperHalf(x: number): number {
  const wide = x * (2 ** 27 + 1);
  return wide - (wide - x);
}
