import type { Example } from '../../src/core/artifact.ts';
import { isDiscrete, knownCount } from '../../src/core/cell.ts';
import { cellValue } from '../../src/core/decode.ts';
import type { Field } from '../../src/core/field.ts';
import { randomSource } from '../maths/random.ts';

/** How often a field that may be missing is. */
const MISSING = 0.1;
/** Hours of a timestamp: from 1990 on, for fifty years. */
const FIRST_HOUR = 20 * 8766;
const HOURS = 50 * 8766;
/** Where training saw no bounds. */
const WIDE = 1e6;

/** Rows that the fields take: every value of a field is equally likely, and so is every number in its range. */
export function randomRows(fields: readonly Field[], count: number, seed: number): Example['input'][] {
  const random = randomSource(seed);
  return Array.from({ length: count }, () =>
    Object.fromEntries(fields.map((field) => [field.name, randomValue(field, random)])),
  );
}

function randomValue(field: Field, random: () => number): string | number | null {
  if (field.missing !== undefined && random() < MISSING) return null;
  if (field.type === 'number') {
    const { minimum = -WIDE, maximum = WIDE } = field;
    return minimum + random() * (maximum - minimum);
  }
  const [first, count] = isDiscrete(field) ? [0, knownCount(field)] : [FIRST_HOUR, HOURS];
  const cell = first + Math.floor(random() * count);
  return cellValue(field, cell);
}
