import { nearestCategories } from '../../src/core/nearest.ts';

const MOST_LISTED = 10;

/** The values closest to a text, closest first: by difference if all are numbers, else by spelling. */
export function nearestValues(values: readonly string[], wanted: string): string[] {
  const distance = (value: string) => Math.abs(Number(value) - Number(wanted));
  const areNumbers = [wanted, ...values].every((value) => value.trim() !== '' && Number.isFinite(Number(value)));
  if (!areNumbers) return nearestCategories(values, wanted, values.length);
  return values.toSorted((a, b) => distance(a) - distance(b));
}

/** The first values of a list in quotes, and how many more there are. */
export function listValues(values: readonly string[], total: number): string {
  const listed = values.slice(0, MOST_LISTED).map((value) => JSON.stringify(value));
  return listed.join(', ') + (total > listed.length ? ` and ${total - listed.length} more` : '');
}
