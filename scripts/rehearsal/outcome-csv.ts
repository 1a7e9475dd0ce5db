import type { Answered } from './ask-week.ts';

/**
 * The outcomes of answers as an operator has them at the beginning of a day: those that have become known since another
 * day. The others are left out, or have no outcome.
 */
export function outcomeCsv(
  answered: readonly Answered[],
  { since, now, withUnknown }: { since: number; now: number; withUnknown: boolean },
): { csv: string; known: number } {
  const isKnown = ({ knownOn }: Answered) => knownOn <= now;
  const rows = answered.filter((row) =>
    withUnknown ? row.day >= since && row.day < now : isKnown(row) && row.knownOn > since,
  );
  const names = Object.keys(answered[0]!.input);
  const lines = rows.map((row) =>
    [...names.map((name) => row.input[name]), row.digest, isKnown(row) ? row.outcome : '', row.day].map(cell).join(','),
  );
  const csv = `${[...names, 'digest', 'outcome', 'cluster'].map(cell).join(',')}\n${lines.join('\n')}\n`;
  return { csv, known: rows.filter(isKnown).length };
}

function cell(value: string | number | null | undefined): string {
  const text = value === null || value === undefined ? '' : String(value);
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
