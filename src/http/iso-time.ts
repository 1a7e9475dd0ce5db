let second = Number.NaN;
let upToSecond = '';

/** A time as ISO 8601 in UTC, as Date gives it; what requests of one second share is made once. */
export function isoTime(milliseconds: number): string {
  const rest = milliseconds % 1000;
  if (milliseconds - rest !== second) {
    second = milliseconds - rest;
    upToSecond = new Date(second).toISOString().slice(0, -4);
  }
  return `${upToSecond}${String(rest).padStart(3, '0')}Z`;
}
