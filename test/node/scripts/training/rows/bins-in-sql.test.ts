import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../../../scripts/data-file/database.ts';
import { binEdges } from '../../../../../scripts/training/rows/bin-edges.ts';
import { edgesOf } from '../../../../../src/core/bin.ts';
import { compileIndex } from '../../../../../src/core/columns.ts';
import { compileEncoder } from '../../../../../src/core/encode.ts';

const SPECIAL = [0, -0, 5e-324, -5e-324, 2.2250738585072014e-308, 1e-9, 1e15, 1e300, -1e300, 0.1, 0.30000000000000004];

test('the core finds the bin that SQL counts, for random doubles, at edges, at ±0 and for denormals', async () => {
  const drawn = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 1000, seed: 7 });
  const distinct = [...new Set([...drawn, ...SPECIAL].map((value) => value + 0))].sort((a, b) => a - b);
  const edges = binEdges(distinct, new Float64Array(distinct.length).fill(1));
  const field = { name: 'x', type: 'number', description: '', edges, missing: 'own' } as const;
  const values = [...distinct, ...edges, ...SPECIAL];
  const connection = await openDatabase();
  const list = (numbers: readonly number[]) =>
    `[${numbers.map((value) => `'${Object.is(value, -0) ? '-0.0' : value}'`).join(', ')}]::DOUBLE[]`;
  const reader = await connection.runAndReadAll(
    `SELECT x, len(list_filter(${list(edges)}, lambda e: e <= x))::INTEGER FROM (SELECT unnest(${list(values)})) AS t(x)`,
  );
  const [read = [], bins = []] = reader.getColumns() as number[][];
  expect(read.every((value, k) => Object.is(value, values[k]))).toBe(true);
  const { cell, missing } = compileEncoder([field]).fields[0]!;
  const index = compileIndex(field);
  expect(values.map((value) => index(cell(value)))).toEqual(bins);
  expect(index(missing)).toBe(edgesOf(field).length);
});
