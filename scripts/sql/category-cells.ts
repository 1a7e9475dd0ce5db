import { fold } from '../../src/core/category.ts';
import { missingCell, UNKNOWN } from '../../src/core/cell.ts';
import type { Field } from '../../src/core/field.ts';
import { Failure } from '../cli/failure.ts';
import { cases } from './expressions.ts';
import type { CellOptions, FieldCells, Spellings } from './field-cells.ts';
import { foldedText, isFoldable } from './fold.ts';

type Category = Extract<Field, { type: 'category' }>;

/** SQL for a category. See `FieldCells`. @throws {Failure} for folding in a dialect that cannot fold */
export function categoryCells(
  field: Extract<Field, { type: 'category' }>,
  column: string,
  options: CellOptions,
): FieldCells {
  const found = position(field, options.dialect.asText(column), options);
  const isMissing = `${column} IS NULL`;
  const isFound = `${found} IS NOT NULL`;
  const missing = field.missing && ([isMissing, String(missingCell(field))] as const);
  if (field.unknown === 'reject') {
    return missing
      ? { field, accepted: `(${isMissing} OR ${isFound})`, cell: cases([missing], found) }
      : { field, accepted: isFound, cell: found };
  }
  const substitute = field.unknown === 'other' ? field.vocabulary.length - 1 : UNKNOWN;
  const either = `COALESCE(${found}, ${substitute})`;
  if (missing) return { field, cell: cases([missing], either) };
  return { field, accepted: `${column} IS NOT NULL`, cell: cases([[isMissing, 'NULL']], either) };
}

/** SQL for the place of a text in the vocabulary, its exact spelling first, then its folded form; NULL if it has none. */
function position(field: Category, text: string, options: CellOptions): string {
  const { dialect, spellings, fold: mayFold } = options;
  const exact = spellings(field);
  const found = placeOf(text, exact, options);
  if (!mayFold || field.match === 'exact') return found;
  const { folding, title } = dialect;
  if (!folding)
    throw new Failure(`${title} cannot fold ${field.name}: leave out --fold, and spell categories as the model does`);
  const folded = exact.map(([category, cell]) => [fold(category), cell] as const).filter(([key]) => key !== '');
  const key = cases([
    [`${found} IS NULL AND ${isFoldable(text, folding, dialect)}`, foldedText(text, folding, dialect)],
  ]);
  return `COALESCE(${found}, ${placeOf(key, folded, options)})`;
}

function placeOf(text: string, known: Spellings, { dialect, lookups }: CellOptions): string {
  if (known.length === 0) return 'NULL';
  const { textEnd } = dialect;
  const ended = (sql: string) => (textEnd === undefined ? sql : `${sql} || ${dialect.text(textEnd)}`);
  const [found] = lookups.find(ended(text), {
    type: 'text',
    keys: known.map(([spelling]) => ended(dialect.text(spelling))),
    columns: [{ type: 'integer', values: known.map(([, cell]) => String(cell)) }],
  });
  return found!;
}
