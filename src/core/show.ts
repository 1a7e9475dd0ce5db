import { shorten } from './shorten.ts';

/**
 * A value as the caller wrote it, for a message: long strings are shortened. Arrays and objects are only named, because
 * they may be nested deeper than the stack.
 */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number too large';
  return JSON.stringify(typeof value === 'string' ? shorten(value) : value);
}
