import type { Field } from '../../core/artifact.ts';
import { shortNumber } from '../words/format.ts';
import { type Language, message } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';

/** What a visitor should know about a field: its description, the range and the median of a number, and how to leave it out. */
export function fieldHint(field: Field, wording: Wording, language: Language): string | undefined {
  const parts = [
    wording.description(field.name),
    field.type === 'number' ? rangeText(field, language) : undefined,
    field.type === 'timestamp' && !field.unit ? message(language, 'clocksOf', { zone: field.zone }) : undefined,
    field.missing && message(language, 'emptyIsUnknown'),
  ];
  return parts.filter(Boolean).join(' ') || undefined;
}

function rangeText(
  { minimum, maximum, median }: Extract<Field, { type: 'number' }>,
  language: Language,
): string | undefined {
  if (minimum === undefined || maximum === undefined) return undefined;
  const [low, high, middle] = [minimum, maximum, median ?? 0].map((value) => shortNumber(value, language));
  const values = { low: low!, high: high!, median: middle! };
  return message(language, median === undefined ? 'valueRange' : 'valueRangeMedian', values);
}
