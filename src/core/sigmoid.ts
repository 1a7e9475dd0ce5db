/** Beyond this logit a double can no longer tell the probability from 0 or 1. */
export const LARGEST_LOGIT = 36;

const STEPS = 64;
/** ln 2 / 64 in two parts: a multiple of the first has no rounding error (Cody and Waite 1980). */
const HIGH = 0.6931471803691238 / STEPS;
const LOW = 1.9082149292705877e-10 / STEPS;
/** Added and taken away again, it rounds a small double to the nearest integer. */
const ROUND = 1.5 * 2 ** 52;

/** 2^(k/64) for k from 0 to 63, from square roots alone. */
const FRACTIONS = Float64Array.from({ length: STEPS }, (_, k) => {
  let power = 1;
  let root = 2;
  for (let bit = STEPS / 2; bit >= 1; bit /= 2) {
    root = Math.sqrt(root);
    if (k & bit) power *= root;
  }
  return power;
});

const LARGEST_EXPONENT = 64;
const POWERS = Float64Array.from({ length: 2 * LARGEST_EXPONENT + 1 }, (_, k) => 2 ** (k - LARGEST_EXPONENT));

/**
 * The logistic function 1 / (1 + e^−logit), kept inside (0, 1): logits are clipped to ±36, where it is within 3e-16 of
 * its limit. The exponential is a table of 2^(k/64) and a polynomial of degree 5 (P. T. P. Tang, ACM TOMS 15, 1989),
 * accurate to 1e-15 in all: made of additions and multiplications, it gives the same bits on every engine and machine,
 * which Math.exp does not promise, in a fraction of the time.
 */
export function sigmoid(logit: number): number {
  const x = logit > LARGEST_LOGIT ? -LARGEST_LOGIT : logit < -LARGEST_LOGIT ? LARGEST_LOGIT : -logit;
  const n = x * (STEPS / Math.LN2) + ROUND - ROUND;
  const r = x - n * HIGH - n * LOW;
  const tail = r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
  const fraction = FRACTIONS[n & (STEPS - 1)]!;
  return 1 / (1 + POWERS[(n >> 6) + LARGEST_EXPONENT]! * (fraction + fraction * tail));
}
