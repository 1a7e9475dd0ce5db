import { Failure } from '../../cli/failure.ts';
import type { FieldParts } from './field-parts.ts';
import type { FieldSum } from './field-sum.ts';
import { knownTotals, missingTotal, unknownTotal } from './outcomes.ts';

/**
 * A field whose tables look up texts. What an unknown value adds becomes a category of its own, unless it adds nothing
 * or is refused.
 * @throws {Failure} for a field that is also read as a number, or refuses some values that it knows but not those that it does not
 */
export function categoryField(name: string, sum: FieldSum): FieldParts {
  const totals = knownTotals(sum.tables);
  const keys = [...totals.keys()];
  if (sum.lines.length + sum.bins.length > 0 || keys.some((key) => typeof key === 'number')) {
    throw new Failure(`${name} is read as a text by one step and as a number by another`);
  }
  return categories(name, totals as Map<string, number | undefined>, {
    unknown: unknownTotal(sum),
    missing: missingTotal(sum),
  });
}

/** A category field by the log-odds of each value, of all others, and of a missing one; undefined where the source refuses. */
export function categories(
  name: string,
  totals: ReadonlyMap<string, number | undefined>,
  { unknown, missing }: { unknown: number | undefined; missing: number | undefined },
): FieldParts {
  const rows = [...totals].flatMap(([value, logOdds]): [string, number][] =>
    logOdds === undefined ? [] : [[value, logOdds]],
  );
  const refused = [...totals].find(([, logOdds]) => logOdds === undefined);
  if (refused && unknown !== undefined)
    throw new Failure(`${name}: ${JSON.stringify(refused[0])} is refused, but unknown values are not`);
  if (rows.length === 0) throw new Failure(`${name}: every value is refused`);
  const other = unknown === undefined || unknown === 0 ? undefined : otherName(totals);
  if (other !== undefined) rows.push([other, unknown!]);
  const missingRows = missing === undefined ? [] : [[null, missing]];
  return {
    field: {
      name,
      type: 'category',
      vocabulary: rows.map(([value]) => value),
      unknown: unknown === undefined ? 'reject' : other === undefined ? 'baseline' : 'other',
      ...(other !== undefined && { other }),
      ...(missing !== undefined && { missing: 'own' as const }),
    },
    terms: [{ type: 'table', by: [name], rows: [...rows, ...missingRows] }],
  };
}

/** A name for all values without one. */
function otherName(known: ReadonlyMap<string, unknown>): string {
  let name = 'other';
  while (known.has(name)) name += ' value';
  return name;
}
