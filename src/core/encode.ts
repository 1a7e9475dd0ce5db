import { categoryIndex } from './category.ts';
import { missingCell, UNKNOWN } from './cell.ts';
import type { Field } from './field.ts';
import { allowed, refusalOf } from './refusal.ts';
import { shorten } from './shorten.ts';

/** An error or a warning about a row; `pointer` is a JSON Pointer (RFC 6901) into the row. */
export interface Issue {
  pointer: string;
  detail: string;
}

export interface Encoding {
  errors: readonly Issue[];
  warnings: readonly Issue[];
}

/** The most errors and warnings to work out: each costs more than scoring a row. */
export interface MostIssues {
  errors: number;
  warnings: number;
}

/** A field ready for encoding. */
export interface EncodedField {
  field: Field;
  /** Turns a value into its cell; NaN for a value that the field does not take. */
  cell: (value: unknown) => number;
  /** Says what is wrong with a value that the field does not take. */
  refusal: (value: unknown) => string;
}

/** Encodes the rows of a model. All its variants have the same fields, so a row is encoded once for all of them. */
export interface RowEncoder {
  fields: readonly EncodedField[];
}

const ALL: MostIssues = { errors: Number.POSITIVE_INFINITY, warnings: Number.POSITIVE_INFINITY };

const CLEAN: Encoding = Object.freeze({ errors: Object.freeze([]), warnings: Object.freeze([]) });

/** Prepares the fields of a model for encoding. Call it once per model. */
export function compileEncoder(fields: readonly Field[]): RowEncoder {
  return { fields: fields.map((field) => ({ field, cell: cellOf(field), refusal: refusalOf(field) })) };
}

function cellOf(field: Field): (value: unknown) => number {
  const known = knownCellOf(field);
  if (field.missing === undefined) return known;
  const missing = missingCell(field);
  return (value) => (value === null || value === undefined ? missing : known(value));
}

function knownCellOf(field: Field): (value: unknown) => number {
  if (field.type === 'category') {
    const find = categoryIndex(field.vocabulary, field.match);
    const unknown = field.unknown === 'baseline' ? UNKNOWN : Number.NaN;
    return (value) => {
      if (typeof value !== 'string') return Number.NaN;
      const position = find(value);
      return position < 0 ? unknown : position;
    };
  }
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = field;
  if (field.type === 'integer') {
    return (value) => (Number.isInteger(value) && inRange(value as number) ? (value as number) - minimum : Number.NaN);
  }
  return (value) => (Number.isFinite(value) && inRange(value as number) ? (value as number) : Number.NaN);

  function inRange(value: number): boolean {
    return value >= minimum && value <= maximum;
  }
}

/**
 * Encodes one row: writes a cell per field into `cells` and returns errors and warnings. The cell is the position of a
 * category, the offset of an integer from its minimum, or the number itself; with errors, the cells mean nothing.
 * Finding the cell of a value validates it. The reasons are worked out only for a row that fails, up to `most`.
 */
export function encodeRow(encoder: RowEncoder, row: object, cells: Float64Array, most = ALL): Encoding {
  const { fields } = encoder;
  let clean = true;
  for (let f = 0; f < fields.length; f++) {
    const { field, cell } = fields[f]!;
    const encoded = cell((row as Record<string, unknown>)[field.name]);
    cells[f] = encoded;
    if (Number.isNaN(encoded) || (encoded === UNKNOWN && field.type === 'category')) clean = false;
  }
  let members = 0;
  for (const _ in row) members++;
  return clean && members === fields.length ? CLEAN : explainRow(encoder, row, most);
}

function explainRow({ fields }: RowEncoder, row: object, most: MostIssues): Encoding {
  const errors: Issue[] = [];
  const warnings: Issue[] = [];
  for (const { field, cell, refusal } of fields) {
    if (errors.length >= most.errors) return { errors, warnings };
    const pointer = jsonPointer(field.name);
    if (!Object.hasOwn(row, field.name)) {
      errors.push({ pointer, detail: `${field.name} is missing: ${allowed(field)}` });
      continue;
    }
    const value = (row as Record<string, unknown>)[field.name];
    const encoded = cell(value);
    if (Number.isNaN(encoded)) errors.push({ pointer, detail: refusal(value) });
    else if (field.type === 'category' && encoded === UNKNOWN && warnings.length < most.warnings) {
      warnings.push({ pointer, detail: `${refusal(value)}; it contributed nothing` });
    }
  }
  const known = new Set(fields.map(({ field }) => field.name));
  for (const member of Object.keys(row)) {
    if (errors.length >= most.errors) break;
    if (known.has(member)) continue;
    errors.push({
      pointer: jsonPointer(member),
      detail: `${shorten(member)} is not a field of this model: expected one of ${[...known].join(', ')}`,
    });
  }
  return { errors, warnings };
}

/** A member name as a JSON Pointer of one step (RFC 6901, section 3). */
export function jsonPointer(member: string): string {
  return `/${member.replaceAll('~', '~0').replaceAll('/', '~1')}`;
}
