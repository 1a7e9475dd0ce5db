import type { ExchangeModel } from '../exchange/exchange-model.ts';
import type { Row } from '../exchange/plain-logit.ts';

/** A model that a reader found in a file or folder of other software. */
export interface Imported {
  /** The model in exchange format, as `exchangeSchema` parses it. */
  model: ExchangeModel;
  /**
   * The probability of the positive class by the numbers of the file, step by step as its software does it, in double
   * precision. It does not use `model`: the two must agree. The row has every field.
   * @throws {RangeError} for a row that the software refuses
   */
  probability(row: Row): number;
  /** Sentences for the person who imports: what was left out, or read in one of two ways. */
  notes: string[];
}

/** A kind of source. */
export interface SourceKind {
  /** Its name: `Spark pipeline`. */
  name: string;
  /** Whether a file or folder is of this kind, by its content. */
  recognises(path: string): boolean | Promise<boolean>;
  /** Reads it. @throws {Failure} with a sentence that names what cannot be read */
  read(path: string): Promise<Imported>;
}
