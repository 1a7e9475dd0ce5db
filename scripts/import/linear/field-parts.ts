import type * as z from 'zod';
import type { exchangeSchema } from '../../exchange/exchange-model.ts';

type Written = z.input<typeof exchangeSchema>;
export type WrittenField = Written['fields'][number];
export type WrittenTerm = Written['terms'][number];

/** A field in the exchange format: and its terms. */
export interface FieldParts {
  field: WrittenField;
  terms: WrittenTerm[];
  /** What every row gets for it. */
  constant?: number;
  /** An example of a number that a request has as a text. */
  textual?: string;
}
