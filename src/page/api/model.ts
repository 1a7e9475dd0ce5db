import type { Evaluation, Field } from '../../core/artifact.ts';

/** A value of a field; null if it is missing. */
export type Value = string | number | null;

/** A row of a request, by field. */
export type Row = Record<string, Value>;

/** A model as `GET /models/:model` describes it. */
export interface Model {
  model: string;
  title: string;
  classes: [negative: string, positive: string];
  fields: Field[];
  /** The variants that answer when the visitor picks none. */
  serves: { variant: string }[];
  variants: { variant: string; description?: string; interval: boolean; evaluation: Evaluation[] }[];
  /** A valid row. */
  example?: Row;
  /** Named thresholds on the probability, such as `warn`. */
  thresholds?: Record<string, number>;
}

/** What `models/<model>/words/<language>.json` says. */
export interface ModelWords {
  title?: string;
  classes?: [negative: string, positive: string];
  fields?: Record<string, { label: string; values?: Record<string, string> }>;
  thresholds?: Record<string, string>;
  variants?: Record<string, string>;
  when?: string;
}

/** The words for every model in one language, by model. */
export type PageWords = Record<string, ModelWords>;
