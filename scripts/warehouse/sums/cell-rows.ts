import type { Field } from '../../../src/core/field.ts';
import type { Journal } from '../../training/fit/steps.ts';
import type { Engine } from '../engines/engine.ts';
import type { RowSource } from './scored-query.ts';

/** Rows of a table of cells, to be fitted. */
export interface CellRows {
  engine: Engine;
  fields: readonly Field[];
  source: RowSource;
  /** Begins the names of tables for the steps. */
  scratch: string;
  journal: Journal;
}
