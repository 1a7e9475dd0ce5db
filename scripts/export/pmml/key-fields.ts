import { DAYS_BEFORE } from '../../../src/core/parts.ts';
import type { ExchangeField, ExchangeKey } from '../../exchange/exchange-model.ts';
import { apply, clip, derived, mapValues } from './expressions.ts';
import { type Element, element } from './xml.ts';

const MISSING = 'missing';
const UNKNOWN = 'unknown';

/** Derived fields, the last of which holds the code of a key. */
export interface KeyFields {
  derived: Element[];
  codeOf: (key: string | number | null) => string;
}

/** A key of a table as a derived field of codes: texts, so that no reader compares rounded numbers. */
export function keyFields(key: ExchangeKey, fieldOf: (name: string) => ExchangeField, name: string): KeyFields {
  const codeOf = (value: string | number | null) => (value === null ? MISSING : `c${value}`);
  if ('month' in key) {
    const [month, day] = [key.month, key.day].map((own, k) => keyFields({ field: own }, fieldOf, `${name}_${k + 1}`));
    const dates = DAYS_BEFORE.flatMap((before, m) =>
      Array.from({ length: 31 }, (_, d) => [
        ...[month!.codeOf(m + 1), day!.codeOf(d + 1)],
        codeOf(Math.floor(Math.min(365, before + d) / (key.width ?? 1))),
      ]),
    );
    const inputs = [month!, day!].map(({ derived }) => String(derived.at(-1)!.attributes.name));
    const own = derived(name, 'string', mapValues(inputs, 'string', dates, MISSING));
    return { derived: [...month!.derived, ...day!.derived, own], codeOf };
  }
  const field = fieldOf(key.field);
  if (field.type === 'category') {
    const positions = new Map(field.vocabulary.map((category, position) => [category, position]));
    const rows = [...positions].map(([category, position]) => [category, `c${position}`]);
    const otherwise = field.unknown === 'other' ? `c${positions.get(field.other!)}` : UNKNOWN;
    return {
      derived: [derived(name, 'string', mapValues([field.name], 'string', rows, otherwise, MISSING))],
      codeOf: (value) => (value === null ? MISSING : `c${positions.get(String(value))}`),
    };
  }
  const isPlain = field.type === 'integer' && key.edges === undefined;
  const values = isPlain
    ? Array.from({ length: field.maximum - field.minimum + 1 }, (_, k) => field.minimum + k)
    : undefined;
  const edges = values ? values.slice(1).map((value) => value - 0.5) : key.edges!;
  const bins = [Number.NEGATIVE_INFINITY, ...edges].map((left, bin) => {
    const margins = { leftMargin: Number.isFinite(left) ? left : undefined, rightMargin: edges[bin] };
    const isAll = margins.leftMargin === undefined && margins.rightMargin === undefined;
    const interval = element('Interval', {
      closure: 'closedOpen',
      ...(isAll ? { leftMargin: -Number.MAX_VALUE } : margins),
    });
    return element('DiscretizeBin', { binValue: codeOf(values ? values[bin]! : bin) }, [interval]);
  });
  // A bin holds what is beyond a bound of the field if it holds the bound, unless an edge lies between.
  const within = withinBounds(field, edges, name);
  const discretize = element('Discretize', { field: within.field, dataType: 'string', mapMissingTo: MISSING }, bins);
  return { derived: [...within.derived, derived(name, 'string', discretize)], codeOf };
}

/** The field with its values inside its bounds, where an edge lies beyond one of them. */
function withinBounds(
  field: ExchangeField,
  edges: readonly number[],
  name: string,
): { field: string; derived: Element[] } {
  const { minimum, maximum } = field as Extract<ExchangeField, { type: 'number' }>;
  const isNeeded = edges.some(
    (edge) => (minimum !== undefined && edge <= minimum) || (maximum !== undefined && edge > maximum),
  );
  if (!isNeeded) return { field: field.name, derived: [] };
  const value = element('FieldRef', { field: field.name });
  // Without a third operand the result is missing; min and max would leave out a missing one.
  const clipped = apply('if', apply('isNotMissing', value), clip(value, minimum, maximum));
  return { field: `${name}_within`, derived: [derived(`${name}_within`, 'double', clipped)] };
}
