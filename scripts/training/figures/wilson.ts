const Z = 1.959964;

/**
 * 95 % score interval of a share, `positives` of `count` (Wilson 1927): reliable for few rows and near 0 and 1.
 * @param z the quantile of the standard normal or of Student's t distribution
 */
export function wilson(positives: number, count: number, z = Z): [number, number] {
  const share = positives / count;
  const centre = share + z ** 2 / (2 * count);
  const reach = z * Math.sqrt((share * (1 - share)) / count + z ** 2 / (4 * count ** 2));
  const scale = 1 + z ** 2 / count;
  return [Math.max(0, (centre - reach) / scale), Math.min(1, (centre + reach) / scale)];
}
