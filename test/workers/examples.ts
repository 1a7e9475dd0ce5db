/** A golden row of models/<model>/examples.json. */
export interface GoldenRow {
  input: Record<string, string | number>;
  variants: Record<string, { logit: number; probability: number }>;
}

const files = import.meta.glob<{ rows: GoldenRow[] }>('../../models/*/examples.json', { eager: true });

/** The golden rows that training wrote for a model. */
export function examplesOf(model: string): GoldenRow[] {
  const file = files[`../../models/${model}/examples.json`];
  if (file === undefined) throw new Error(`models/${model}/examples.json is missing: train the model`);
  return file.rows;
}
