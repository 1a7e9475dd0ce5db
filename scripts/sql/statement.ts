import type { Artifact } from '../../src/core/artifact.ts';
import { dbtModel, REFERENCE } from './dbt.ts';
import { type SelectOptions, selectSql } from './select.ts';

export interface StatementOptions extends Omit<SelectOptions, 'table'> {
  /** Default: the name of the model. */
  table?: string;
  /** Write `{{ ref('table') }}` in place of the table. */
  dbt?: true;
}

/**
 * A variant as a statement to keep: the SELECT after a line that says which coefficients these are.
 * @throws {Failure} for a category that the dialect cannot write, and for folding where it cannot fold
 */
export function statement(artifact: Artifact, { table, dbt, ...options }: StatementOptions): string {
  const { model, variant, digest, classes } = artifact;
  const title = `-- ${model}/${variant}, ${digest}: the probability of ${JSON.stringify(classes[1])}`;
  if (!dbt) {
    const select = selectSql(artifact, { ...options, table: table ?? options.dialect.identifier(model) });
    return `${title}\n${select}`;
  }
  return dbtModel(`${title}\n${selectSql(artifact, { ...options, table: REFERENCE })}`, table ?? model);
}
