import { expect, test } from 'vitest';
import { type BundleReport, checkLimits, limitWarning, PLAN_LIMITS } from '../../../../scripts/bench/bundle-report.ts';

const report: BundleReport = {
  environment: 'prd',
  code: { bytes: 100_000, gzip: 40_000 },
  total: { bytes: PLAN_LIMITS.bytes, gzip: 3_000_000 },
  startUp: PLAN_LIMITS.startUp,
  parts: [],
  largest: [
    { name: 'models/a/b.json', bytes: 443_351 },
    { name: 'src', bytes: 57_000 },
  ],
};

test('checkLimits() accepts what Cloudflare accepts', () => {
  expect(() => checkLimits(report)).not.toThrow();
  expect(limitWarning(report)).toBeUndefined();
});

test('checkLimits() names every limit that is exceeded, and the largest parts', () => {
  const large = { ...report, total: { bytes: PLAN_LIMITS.bytes + 1e6, gzip: 1 }, startUp: 1200 };
  expect(() => checkLimits(large)).toThrow(
    'prd: the bundle has 68.1 MB, and Cloudflare accepts 67.1 MB; the start takes 1200 ms of CPU, and Cloudflare accepts 1000 ms; ' +
      'the largest parts: models/a/b.json 443.4 KB, src 57.0 KB',
  );
});

test('limitWarning() tells accounts with a limit on the compressed size which plan allowed less', () => {
  const of = (gzip: number) => limitWarning({ ...report, total: { bytes: 1, gzip } });
  expect(of(3_100_000)).toBe('prd: 3.1 MB gzip are more than the free plan allowed until 2026');
  expect(of(10_100_000)).toBe('prd: 10.1 MB gzip are more than every plan allowed until 2026');
});
