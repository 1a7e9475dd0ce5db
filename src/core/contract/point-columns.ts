import { TENTHS } from '../code.ts';

/*
 * The columns of the numbers of a request, in the order of an Analytics Engine point. What writes a point, the SQL in
 * .github/OPERATE.md and `/metrics` all take them from here.
 */

/** Changes whenever a column gets another meaning. */
export const SCHEMA = 1;

/** Text columns: blob1, blob2, … */
export const BLOBS: readonly string[] = ['variant', 'digest', 'route', 'key', 'country', 'version'];

/** Columns that count answers by tenth of their probability. */
export const TENTH_COLUMNS = Array.from({ length: TENTHS }, (_, tenth) => `answers_from_${tenth}0`);

/** Numeric columns: double1, double2, … */
export const DOUBLES: readonly string[] = [
  'schema',
  'status',
  'rows',
  'refused_rows',
  ...TENTH_COLUMNS,
  'shadow_rows',
  'shadow_disagreements',
  'substituted_values',
  'key_reads',
];
