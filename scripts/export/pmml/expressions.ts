import { type Element, element } from './xml.ts';

/** A field that is worked out of others. */
export function derived(name: string, dataType: 'double' | 'string', expression: Element): Element {
  const optype = dataType === 'double' ? 'continuous' : 'categorical';
  return element('DerivedField', { name, optype, dataType }, [expression]);
}

export const constant = (value: number) => element('Constant', { dataType: 'double' }, String(value));
export const apply = (name: string, ...operands: Element[]) => element('Apply', { function: name }, operands);

/** A value that is at least the minimum and at most the maximum, where these are known. */
export function clip(value: Element, minimum: number | undefined, maximum: number | undefined): Element {
  const raised = minimum === undefined ? value : apply('max', value, constant(minimum));
  return maximum === undefined ? raised : apply('min', raised, constant(maximum));
}

/** A table from texts to texts or numbers. */
export function mapValues(
  inputs: readonly string[],
  dataType: 'double' | 'string',
  rows: readonly (readonly (string | number)[])[],
  otherwise: string | number,
  missing?: string,
): Element {
  const pairs = inputs.map((field, k) => element('FieldColumnPair', { field, column: `k${k}` }));
  const table = rows.map((row) =>
    element(
      'row',
      {},
      row.map((value, k) => element(k < inputs.length ? `k${k}` : 'value', {}, String(value))),
    ),
  );
  const attributes = { outputColumn: 'value', dataType, defaultValue: otherwise, mapMissingTo: missing };
  return element('MapValues', attributes, [...pairs, element('InlineTable', {}, table)]);
}
