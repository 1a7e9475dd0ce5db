import type { Field } from '../../core/artifact.ts';

/** Whether a field can be an hour of the day: an integer from 0 to 23. */
export function isHour(field: Field): boolean {
  return field.type === 'integer' && field.minimum === 0 && field.maximum === 23;
}

/** An hour as a clock shows it, `06:00`. */
export function clockTime(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
