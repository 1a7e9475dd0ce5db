import { InvalidArgumentError } from 'commander';

/** Parses an option that takes a whole number above 0. @throws {InvalidArgumentError} for any other text */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('expected a whole number above 0');
}

/** Parses an option that takes a share from 0 to 1. @throws {InvalidArgumentError} for any other text */
export function share(text: string): number {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  if (value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('expected a share from 0 to 1');
}
