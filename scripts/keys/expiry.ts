import { Failure } from '../cli/command.ts';

const UNITS = new Map([
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

const EXPECTED =
  'expected a date such as 2027-01-01, a time such as 2027-01-01T12:00:00Z, a duration such as 90d, or never';

/** Milliseconds of a duration such as `30m`, `24h` or `90d`; undefined for any other text. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const milliseconds = UNITS.get(unit);
  return milliseconds && Number(count) * milliseconds;
}

/**
 * When a key expires, as ISO 8601 in UTC, or null for never. A date means its first moment in UTC; a duration such as
 * `90d` counts from `now`.
 * @throws {Failure} when the text is none of these, the day does not exist, or the moment is not in the future
 */
export function parseExpiry(text: string, now: Date): string | null {
  if (text === 'never') return null;
  const expiry = toTime(text, now);
  if (Number.isNaN(expiry.getTime())) throw new Failure(`--expires is ${JSON.stringify(text)}: ${EXPECTED}`);
  if (expiry <= now) throw new Failure(`--expires is ${JSON.stringify(text)}: expected a moment in the future`);
  return expiry.toISOString();
}

function toTime(text: string, now: Date): Date {
  const duration = parseDuration(text);
  if (duration !== undefined) return new Date(now.getTime() + duration);
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z)?$/.test(text)) return new Date(Number.NaN);
  const time = new Date(text);
  // JavaScript reads 30 February as 2 March.
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text.slice(0, 10))
    ? time
    : new Date(Number.NaN);
}
