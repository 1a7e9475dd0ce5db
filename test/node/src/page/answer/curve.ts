/** 10 rows. Probability 0.005: one of four is positive; probability 0.505: four of six are. */
export const CURVE = Array.from({ length: 100 }, (_, k): [number, number, number] => {
  if (k === 0) return [0, 5, 5];
  return k <= 50 ? [k / 100, 4, 2] : [k / 100, 0, 0];
});
