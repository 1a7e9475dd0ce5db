import { MOST_EDGES } from '../../../src/core/field.ts';
import { Failure } from '../../cli/failure.ts';
import type { Outcome } from './column.ts';
import type { FieldParts, WrittenField, WrittenTerm } from './field-parts.ts';
import type { FieldSum } from './field-sum.ts';
import { firstDouble } from './first-double.ts';
import { knownTotals, missingTotal, unknownTotal } from './outcomes.ts';

/**
 * A field that is read as a number. If a table also looks its values up, it becomes an integer field where the table refuses
 * unknown numbers; otherwise each number of the table becomes a bin that holds it alone.
 * @throws {Failure} for too many edges, numbers that the source refuses, and tables of numbers that are not consecutive integers
 */
export function numberField(name: string, sum: FieldSum): FieldParts {
  const { field, terms } = tableParts(name, sum);
  const constant = sum.lines.reduce((all, { line, weight }) => all + weight * line.shift, 0);
  const missing = missingTotal(sum);
  terms.push(
    ...sum.lines.map(
      ({ line: { mean, scale, low, high }, weight }): WrittenTerm => ({
        type: 'linear',
        ...{ field: name, coefficient: weight, mean, scale },
        ...(Number.isFinite(low) && { minimum: low }),
        ...(Number.isFinite(high) && { maximum: high }),
      }),
    ),
  );
  const bins = sum.bins.map(({ edges, values }) => binTable(name, edges, values));
  terms.push(...bins);
  const edges = new Set(
    terms
      .flatMap((term) => (term.type === 'table' ? term.by : []))
      .flatMap((key) => (typeof key === 'object' && 'edges' in key ? key.edges! : [])),
  );
  if (edges.size > MOST_EDGES)
    throw new Failure(`${name} has ${edges.size} edges of bins; expected at most ${MOST_EDGES}`);
  if (missing === undefined) return { field, terms, constant };
  return {
    field: { ...field, missing: 'own' },
    terms: [...terms, { type: 'table', by: [{ field: name, edges: [] }], rows: [[null, missing - constant]] }],
    constant,
  };
}

function tableParts(name: string, sum: FieldSum): { field: WrittenField; terms: WrittenTerm[] } {
  const totals = knownTotals<number>(sum.tables);
  const unknown = sum.tables.length === 0 ? 0 : unknownTotal(sum);
  const keys = [...totals.keys()].toSorted((a, b) => a - b);
  if (unknown !== undefined) {
    const edges = keys.flatMap((key) => [key, firstDouble((x) => x > key)]);
    const values = [unknown, ...keys.flatMap((key) => [totals.get(key), unknown])];
    const isNothing = keys.length === 0 && unknown === 0;
    return { field: { name, type: 'number' }, terms: isNothing ? [] : [binTable(name, edges, values)] };
  }
  const known = keys.filter((key) => totals.get(key) !== undefined);
  const [minimum, maximum] = [known[0] ?? Number.NaN, known.at(-1) ?? Number.NaN];
  if (!known.every(Number.isSafeInteger) || maximum - minimum + 1 !== known.length) {
    throw new Failure(
      `${name} is read as a number and has categories, ${known.slice(0, 3).join(', ')} …, which are not consecutive integers`,
    );
  }
  return {
    field: { name, type: 'integer', minimum, maximum, range: 'reject' },
    terms: [{ type: 'table', by: [name], rows: known.map((key) => [key, totals.get(key)!]) }],
  };
}

function binTable(name: string, edges: readonly number[], values: readonly Outcome[]): WrittenTerm {
  const rows = values.map((value, bin): [number, number] => {
    if (value !== undefined && !Number.isNaN(value)) return [bin, value];
    throw new Failure(
      `${name}: numbers from ${edges[bin - 1] ?? 'the smallest'} to ${edges[bin] ?? 'the largest'} are refused by a step`,
    );
  });
  return { type: 'table', by: [{ field: name, edges: [...edges] }], rows };
}
