import { expect, test } from 'vitest';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { additiveFeatures } from '../../../../scripts/training/selection/additive-features.ts';
import { crossableTerms } from '../../../../scripts/training/selection/cross-search.ts';
import { created, pad, TARGET, table } from './created-model.ts';
import { noise } from './file-table.ts';

test.each([
  ['10:30', (hour: number) => `${pad(hour)}:30`],
  ['10:30:15.5', (hour: number) => `${hour}:30:15.5`],
  ['10:30 AM', (hour: number) => `${hour % 12 || 12}:30 ${hour < 12 ? 'AM' : 'PM'}`],
  ['10pm', (hour: number) => `${hour % 12 || 12}${hour < 12 ? 'am' : 'pm'}`],
])(
  'a time of day such as %s is its hour, any hour may be asked about, and marks are missing values',
  async (_, text) => {
    const data = table(noise(41), { at: (k) => (k % 10 === 3 ? 'NA' : text((k % 10) + 9)) });
    const { definition, query, path } = await created(data, TARGET);
    const about = { description: 'Hour of the day of at, from 0 to 23', missing: 'own' };
    expect(definition.fields).toEqual([
      { name: 'at', type: 'integer', minimum: 0, maximum: 23, range: 'reject', ...about },
    ]);
    const { cells, weight } = await loadRows(definition, query, path, 0);
    const rows = new Map<number, number>();
    for (const [r, cell] of cells.get('at')!.entries()) rows.set(cell, (rows.get(cell) ?? 0) + weight[r]!);
    expect(new Map([...rows].sort())).toEqual(
      new Map([24, 9, 10, 11, 13, 14, 15, 16, 17, 18].sort().map((h) => [h, 20])),
    );
  },
);

test('dates without a time of day have no feature and no cross of the hour, and say so', async () => {
  const data = table(noise(42), {
    born: (k) => `19${50 + (k % 50)}-06-${pad(1 + (k % 28))}`,
    seen: (k) => `2024-05-${pad(1 + (k % 28))} ${pad(k % 24)}:00`,
  });
  const { definition, query, path } = await created(data, { ...TARGET, oneHot: true });
  const rows = await loadRows(definition, query, path, 0);
  expect(rows.fields).toMatchObject([{ name: 'born', unit: 'day' }, { name: 'seen' }]);
  expect(rows.fields[1]).not.toHaveProperty('unit');
  const hours = (features: readonly object[]) => features.filter((one) => 'part' in one && one.part === 'hour');
  const ofSeen = [expect.objectContaining({ field: 'seen', part: 'hour' })];
  expect(hours(additiveFeatures(rows.fields))).toEqual(ofSeen);
  expect(hours(crossableTerms(rows))).toEqual(ofSeen);
  expect(hours(definition.variants['one-hot']!.features as object[])).toEqual(ofSeen);
});

test('instants at midnight of their zone are dates', async () => {
  const data = table(noise(43), { seen: (k) => `2024-05-${pad(1 + (k % 28))}T04:00:00Z` });
  const { definition, query, path } = await created(data, TARGET);
  const instants = query.replace(/\("seen" AT TIME ZONE 'UTC'\) AS "seen"/, '"seen"');
  expect(instants).not.toBe(query);
  const zoned = (zone: string) => {
    const fields = definition.fields.map((field) => (field.type === 'timestamp' ? { ...field, zone } : field));
    return loadRows({ ...definition, fields }, instants, path, 0);
  };
  expect((await zoned('America/Santiago')).fields[0]).toMatchObject({ unit: 'day' });
  expect((await zoned('UTC')).fields[0]).not.toHaveProperty('unit');
});
