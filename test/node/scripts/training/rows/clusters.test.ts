import { expect, test } from 'vitest';
import { clusterSource } from '../../../../../scripts/training/rows/cluster-source.ts';
import { type Clusters, presentClusters, selectClusters } from '../../../../../scripts/training/rows/clusters.ts';

const integer = (name: string) => ({ name, type: 'integer' as const, description: '' });

test.each([
  [
    'the column of rows.sql',
    ['a_month', 'a_day'],
    { cluster: 'VARCHAR', date: 'DATE' },
    'the column "cluster" of rows.sql',
  ],
  ['the only column of dates', ['a_month', 'a_day'], { target: 'INTEGER', day: 'TIMESTAMP' }, 'day (day)'],
  ['a pair of fields', ['hour', 'a_month', 'a_day'], { target: 'INTEGER' }, 'day (a_month, a_day)'],
  ['a pair of fields, if there are two dates', ['Month', 'Day'], { a: 'DATE', b: 'DATE' }, 'day (Month, Day)'],
  ['nothing', ['hour', 'month', 'weekday'], { target: 'INTEGER' }, undefined],
])('clusterSource() finds clusters in %s', (_, names, types, by) => {
  expect(clusterSource({ fields: names.map(integer), splits: {} }, new Map(Object.entries(types)))?.by).toBe(by);
});

test('clusterSource() prefers the fields that order the time split to a date', () => {
  const time = { description: '', train: 'm < 5', test: 'm > 5', order: ['m', 'd'] };
  const fields = ['m', 'd', 'a_month', 'a_day'].map(integer);
  expect(clusterSource({ fields, splits: { time } }, new Map([['date', 'DATE']]))).toEqual({
    by: 'day (m, d)',
    fields: ['m', 'd'],
  });
});

test('selectClusters() keeps the members of the selected groups, and the numbers of their clusters', () => {
  const clusters: Clusters = {
    by: 'day',
    count: 4,
    start: Uint32Array.of(0, 2, 3, 5),
    cluster: Uint32Array.of(0, 3, 1, 0, 2),
    weight: Float64Array.of(1, 2, 3, 4, 5),
    positives: Float64Array.of(0, 1, 2, 3, 4),
  };
  const selected = selectClusters(clusters, Uint32Array.of(0, 2));
  expect(presentClusters(selected)).toEqual(Uint32Array.of(0, 2, 3));
  expect(selected).toEqual({
    by: 'day',
    count: 4,
    start: Uint32Array.of(0, 2, 4),
    cluster: Uint32Array.of(0, 3, 0, 2),
    weight: Float64Array.of(1, 2, 4, 5),
    positives: Float64Array.of(0, 1, 3, 4),
  });
});
