import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binEdges, edgeBetween } from '../../../../../scripts/training/rows/bin-edges.ts';
import { binOf } from '../../../../../src/core/bin.ts';

const ones = (length: number) => new Array<number>(length).fill(1);

test('binEdges() gives each of few values a bin of its own, and one value no edge', () => {
  expect(binEdges([1, 2, 10, 30.5], ones(4))).toEqual([1.5, 6, 20]);
  expect(binEdges([7], [100])).toEqual([]);
  expect(
    binEdges(
      ones(64).map((_, k) => k),
      ones(64),
    ),
  ).toHaveLength(63);
});

test('binEdges() of many values has at most 63 edges, with about equally many rows from edge to edge', () => {
  const values = Array.from({ length: 6400 }, (_, k) => k * k);
  const edges = binEdges(values, ones(6400));
  const rows = new Array<number>(64).fill(0);
  for (const value of values) rows[binOf(Float64Array.from(edges), value)]!++;
  expect([edges.length, Math.min(...rows), Math.max(...rows)]).toEqual([63, 100, 100]);
});

test('binEdges() takes a value of many rows as one bin, and cuts the others apart', () => {
  const values = Array.from({ length: 1000 }, (_, k) => k);
  const edges = binEdges(
    values,
    values.map((value) => (value === 500 ? 10_000 : 1)),
  );
  const at = binOf(Float64Array.from(edges), 500);
  expect(edges.length).toBeGreaterThan(2);
  expect(edges[at - 1]).toBeGreaterThan(400);
  expect(edges[at]).toBeLessThan(600);
});

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });

test('edgeBetween() keeps any two doubles apart: the smaller one lies below the edge, the larger one does not', () => {
  fc.assert(
    fc.property(doubles, doubles, (a, b) => {
      fc.pre(a < b);
      const edge = edgeBetween(a, b);
      expect(a < edge && edge <= b).toBe(true);
    }),
  );
  expect([edgeBetween(44, 46), edgeBetween(0.1, 0.2), edgeBetween(0, Number.MIN_VALUE)]).toEqual([
    45,
    0.15,
    Number.MIN_VALUE,
  ]);
});
