/** Stands for the table until the rest of a statement is safe from dbt. */
export const REFERENCE = '\uE000table\uE000';

/**
 * A model of dbt: Jinja reads `{{`, `{%` and `{#` of names and categories as they are, and the table comes from `ref`.
 * @param sql selects from REFERENCE
 */
export function dbtModel(sql: string, table: string): string {
  const [before, after] = sql.split(REFERENCE).map((part) => part.replace(/\{(?=[{%#])/g, "{{ '{' }}"));
  return `${before}{{ ref(${jinjaText(table)}) }}${after}`;
}

function jinjaText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
