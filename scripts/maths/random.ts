/** A reproducible source of numbers in [0, 1) with 32 bits: Mulberry32 (T. Ettinger, public domain). */
export function randomSource(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LARGEST_MEAN = 32;

/** A draw from the Poisson distribution, by inversion; a large mean is the sum of two halves. */
export function poisson(random: () => number, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > LARGEST_MEAN) return poisson(random, mean / 2) + poisson(random, mean / 2);
  let probability = mean === 1 ? INVERSE_E : Math.exp(-mean);
  let rest = random() - probability;
  let count = 0;
  while (rest >= 0 && probability > 0) {
    count++;
    probability *= mean / count;
    rest -= probability;
  }
  return count;
}

const INVERSE_E = Math.exp(-1);

/** A standard normal draw (Box and Muller 1958). */
export function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
