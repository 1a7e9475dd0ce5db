import { writeFileSync } from 'node:fs';
import { enterSmallProject } from '../../small-project.ts';

/** A variant with every kind of feature that a fixed penalty takes. */
export const EVERY_KIND = [
  { type: 'one-hot', field: 'town' },
  { type: 'one-hot', field: 'hour' },
  { type: 'cyclic', field: 'hour', period: 24 },
  { type: 'numeric', field: 'hour' },
  { type: 'numeric', field: 'size' },
  { type: 'one-hot', field: 'size', bins: 4 },
  { type: 'one-hot', field: 'left_at', part: 'weekday' },
];

export const CROSSED = [
  { type: 'one-hot', field: 'town' },
  { type: 'one-hot', field: 'hour' },
  { type: 'cross', terms: ['town', { field: 'hour', width: 3 }] },
  {
    type: 'cross',
    terms: [
      { field: 'size', bins: 4 },
      { field: 'left_at', part: 'weekday' },
    ],
  },
];

/** Columns of the rows of `enterSmallWarehouse`, with their types in SQL. */
export const COLUMNS = {
  town: 'TEXT',
  hour: 'INTEGER',
  size: 'DOUBLE PRECISION',
  left_at: 'TIMESTAMP',
  weight: 'DOUBLE PRECISION',
  late: 'INTEGER',
  id: 'TEXT',
};

/** 600 rows with a rare town, missing sizes, fractional weights and times. */
export function smallRows(): (string | number | null)[][] {
  return Array.from({ length: 600 }, (_, k) => {
    const town = k === 17 ? 'Nowhere' : ['Arica', "Q'ero", 'Zürich', 'a\\b'][(k * 7) % 4]!;
    const hour = (k * 5) % 24;
    const size = k % 9 === 0 ? null : Math.round(((k * 37) % 101) * 13.7) / 10;
    const day = String(1 + (k % 28)).padStart(2, '0');
    const late = Number((k * 31) % 17 < 4 + (hour > 12 ? 5 : 0) + (town === 'Arica' ? 3 : 0));
    return [
      town,
      hour,
      size,
      `2027-02-${day} ${String(hour).padStart(2, '0')}:30:00`,
      0.5 + (k % 3) / 4,
      late,
      `row ${k}`,
    ];
  });
}

/** The query of the rows, for a table that has `COLUMNS`. */
export const QUERY = 'SELECT town, hour, size, left_at, weight, late AS target, id AS split_key FROM data';

/** Enters a project whose model `small` has all kinds of fields. */
export async function enterSmallWarehouse(): Promise<void> {
  await enterSmallProject();
  const definition = {
    title: 'Is it late?',
    data: 'data.csv',
    classes: ['on time', 'late'],
    fields: [
      { name: 'town', type: 'category', minCount: 5 },
      { name: 'hour', type: 'integer' },
      { name: 'size', type: 'number', missing: 'own' },
      { name: 'left_at', type: 'timestamp', zone: 'America/Santiago' },
    ],
    variants: {
      plain: { features: EVERY_KIND },
      learned: { features: CROSSED, shrinkage: 'learned' },
      additive: { features: 'additive', shrinkage: 'learned' },
    },
    splits: { time: { train: 'hour < 18', test: 'hour >= 18' } },
  };
  writeFileSync('models/small/model.json', JSON.stringify(definition));
  writeFileSync('models/small/rows.sql', QUERY);
  const lines = smallRows().map((row) => row.map((value) => (value === null ? '' : `"${value}"`)).join(','));
  writeFileSync('data.csv', [Object.keys(COLUMNS).join(','), ...lines].join('\n'));
}
