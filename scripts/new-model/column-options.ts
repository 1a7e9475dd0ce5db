import { nearestCategories } from '../../src/core/nearest.ts';
import { Failure } from '../cli/command.ts';

export interface ColumnOptions {
  target: string;
  /** Column that says how often a row counts. */
  weight?: string | undefined;
  /** Columns to keep in spite of a suspicion, for example that they determine the target or look like identifiers. */
  keep?: readonly string[];
  /** Columns to leave out although the data give no reason to. */
  drop?: readonly string[];
}

/** Checks that the options name columns which exist, and none twice. @throws {Failure} naming the columns */
export function checkColumnOptions(
  { target, weight, keep = [], drop = [] }: ColumnOptions,
  columns: readonly string[],
): void {
  const weights = weight === undefined ? [] : [weight];
  const options = Object.entries({ '--target': [target], '--weight': weights, '--keep': keep, '--drop': drop });
  for (const [k, [option, names]] of options.entries()) {
    for (const name of names) requireColumn(option, name, columns);
    for (const [other, others] of options.slice(k + 1)) {
      const shared = names.find((name) => others.includes(name));
      if (shared !== undefined) throw new Failure(`${option} and ${other} both name ${JSON.stringify(shared)}`);
    }
  }
}

function requireColumn(option: string, name: string, columns: readonly string[]): void {
  if (columns.includes(name)) return;
  const nearest = nearestCategories(columns, name, columns.length).map((column) => JSON.stringify(column));
  throw new Failure(`${option}: there is no column ${JSON.stringify(name)}; the columns are ${nearest.join(', ')}`);
}
