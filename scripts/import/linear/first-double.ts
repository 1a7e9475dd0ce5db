const SIGN = 2n ** 63n;

/** The smallest double from which on a condition holds, which holds from some number on. By bisection, in 64 steps. */
export function firstDouble(holds: (x: number) => boolean): number {
  let [low, high] = [-place(Number.MAX_VALUE), place(Number.MAX_VALUE)];
  while (low < high) {
    const middle = (low + high) >> 1n;
    if (holds(doubleAt(middle))) high = middle;
    else low = middle + 1n;
  }
  return doubleAt(low);
}

/** Doubles in ascending order: 0 for 0, 1 for the smallest above 0. */
function place(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  return x < 0 ? -view.getBigInt64(0) : view.getBigInt64(0);
}

function doubleAt(at: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, at < 0n ? -at | SIGN : at);
  return view.getFloat64(0);
}
