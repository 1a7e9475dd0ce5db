import type { Field } from '../../src/core/field.ts';
import { percent } from '../cli/number-text.ts';

/** What a code of a field stands for. */
export function placeText(field: Field, code: number): string {
  if (field.type === 'category') return field.vocabulary[code]!;
  if (field.type === 'integer') return String(field.minimum + code);
  if (field.type === 'timestamp' || !field.edges?.length) return 'any value';
  const { edges } = field;
  if (code === 0) return `below ${edges[0]}`;
  return code === edges.length ? `from ${edges.at(-1)}` : `${edges[code - 1]} to ${edges[code]}`;
}

/** The range of answers that a tenth stands for. */
export function answerText(edges: ArrayLike<number>, tenth: number): string {
  const bound = (k: number) => percent(edges[k]!);
  if (edges.length === 0) return 'any answer';
  if (tenth === 0) return `below ${bound(0)}`;
  return tenth === edges.length ? `from ${bound(tenth - 1)}` : `${bound(tenth - 1)} to ${bound(tenth)}`;
}
