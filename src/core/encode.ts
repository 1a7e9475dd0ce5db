import { missingCell } from './cell.ts';
import { type CellOf, compileCell, compileSubstitute } from './encode-value.ts';
import type { Field } from './field.ts';
import { jsonPointer } from './json-pointer.ts';
import { allowed, refusalOf, substitutionOf } from './refusal.ts';
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
  /** The cell of a missing value; NaN if the field may not be missing. */
  missing: number;
  /** The cell of a value that the field takes as it is. */
  cell: CellOf;
  /** The cell that counts in place of any other value; NaN if that is refused. */
  substitute: CellOf;
  /** Says what is wrong with a value that is refused. */
  refusal: (value: unknown) => string;
  /** Says what counted in place of a value. */
  substitution: (value: unknown) => string;
}

/** Encodes the rows of a model. All its variants have the same fields, so a row is encoded once for all of them. */
export interface RowEncoder {
  fields: readonly EncodedField[];
}

const ALL: MostIssues = { errors: Number.POSITIVE_INFINITY, warnings: Number.POSITIVE_INFINITY };

const CLEAN: Encoding = Object.freeze({ errors: Object.freeze([]), warnings: Object.freeze([]) });

/** Prepares the fields of a model for encoding. Call it once per model. */
export function compileEncoder(fields: readonly Field[]): RowEncoder {
  return {
    fields: fields.map((field) => {
      const refusal = refusalOf(field);
      return {
        field,
        missing: missingCell(field),
        cell: compileCell(field),
        substitute: compileSubstitute(field),
        refusal,
        substitution: substitutionOf(field, refusal),
      };
    }),
  };
}

/**
 * Encodes one row: writes a cell per field into `cells` and returns errors and warnings. The cell is the position of a
 * category, the offset of an integer from its minimum, or the number itself; see `missingCell` for a missing value. With
 * errors, the cells mean nothing.
 * Finding the cell of a value validates it. The reasons are worked out only for a row that fails, up to `most`.
 */
export function encodeRow(encoder: RowEncoder, row: object, cells: Float64Array, most = ALL): Encoding {
  const { fields } = encoder;
  let clean = true;
  let present = 0;
  for (let f = 0; f < fields.length; f++) {
    const { field, cell } = fields[f]!;
    const value = (row as Record<string, unknown>)[field.name];
    if (value !== undefined) present++;
    const encoded = cell(value);
    cells[f] = encoded;
    if (Number.isNaN(encoded)) clean = false;
  }
  let members = 0;
  for (const _ in row) members++;
  return clean && members === present ? CLEAN : explainRow(encoder, row, cells, most);
}

function explainRow({ fields }: RowEncoder, row: object, cells: Float64Array, most: MostIssues): Encoding {
  const errors: Issue[] = [];
  const warnings: Issue[] = [];
  for (const [f, { field, missing, cell, substitute, refusal, substitution }] of fields.entries()) {
    if (errors.length >= most.errors) return { errors, warnings };
    const pointer = jsonPointer(field.name);
    const isPresent = Object.hasOwn(row, field.name);
    const value = (row as Record<string, unknown>)[field.name];
    cells[f] = isPresent ? cell(value) : missing;
    if (!Number.isNaN(cells[f])) continue;
    if (isPresent) cells[f] = substitute(value);
    if (Number.isNaN(cells[f])) {
      const detail = isPresent ? refusal(value) : `${field.name} is missing: ${allowed(field)}`;
      errors.push({ pointer, detail });
    } else if (warnings.length < most.warnings) warnings.push({ pointer, detail: substitution(value) });
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
