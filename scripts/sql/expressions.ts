/**
 * Operands joined by an operator that is associative, in balanced parentheses: parsers refuse, or crash on, flat chains of
 * a thousand.
 */
export function balanced(operator: string, operands: readonly string[]): string {
  if (operands.length <= 1) return operands[0]!;
  const half = Math.ceil(operands.length / 2);
  return `(${balanced(operator, operands.slice(0, half))} ${operator} ${balanced(operator, operands.slice(half))})`;
}

/** The result of the step that a value is in: `results[k]` from `starts[k − 1]` to below `starts[k]`. By bisection. */
export function step(x: string, starts: readonly string[], results: readonly string[]): string {
  if (results.every((result) => result === results[0])) return results[0]!;
  const half = starts.length >> 1;
  const below = step(x, starts.slice(0, half), results.slice(0, half + 1));
  const above = step(x, starts.slice(half + 1), results.slice(half + 1));
  return `CASE WHEN ${x} < ${starts[half]!} THEN ${below} ELSE ${above} END`;
}

/** The value of the first condition that holds. */
export function cases(branches: readonly (readonly [condition: string, value: string])[], otherwise?: string): string {
  const written = branches.map(([condition, value]) => `WHEN ${condition} THEN ${value}`);
  if (written.length === 0) return otherwise ?? 'NULL';
  return `CASE ${written.join(' ')}${otherwise === undefined ? '' : ` ELSE ${otherwise}`} END`;
}

/** The value beside the key that an expression equals; NULL beside none. */
export function matching(x: string, keys: readonly string[], values: readonly string[]): string {
  return `CASE ${x} ${keys.map((key, k) => `WHEN ${key} THEN ${values[k]}`).join(' ')} END`;
}
