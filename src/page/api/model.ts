import type { Evaluation, Field } from '../../core/artifact.ts';

/** A model as `GET /models/:model` shows it. */
export interface Model {
  model: string;
  title: string;
  classes: [negative: string, positive: string];
  fields: Field[];
  /** The variants that answer where the visitor picked none. */
  serves: { variant: string }[];
  variants: { variant: string; description?: string; interval: boolean; evaluation: Evaluation[] }[];
  /** A row that works. */
  example?: Row;
  /** Probabilities to act from, by purpose. */
  thresholds?: Record<string, number>;
}

/** A row of a request, by field. */
export type Row = Record<string, string | number>;
