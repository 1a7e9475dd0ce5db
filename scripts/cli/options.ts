import { InvalidArgumentError } from 'commander';

/** Parses an option that takes a whole number above 0. @throws {InvalidArgumentError} for any other text */
export function positiveInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('expected a whole number above 0');
}
