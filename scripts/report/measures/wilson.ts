const Z = 1.959964;

/** 95 % score interval of a share, `positives` of `count` (Wilson 1927): reliable for few rows and near 0 and 1. */
export function wilson(positives: number, count: number): [number, number] {
  const share = positives / count;
  const centre = share + Z ** 2 / (2 * count);
  const reach = Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  const scale = 1 + Z ** 2 / count;
  return [Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale)];
}
