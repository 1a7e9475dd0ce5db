import { expect, test } from 'vitest';
import { foreignShape } from '../../../../src/scoring/foreign-shape.ts';

const FIELDS = ['city', 'hour'];
const ROW = '{"city":"Lima","hour":7}';

test.each([
  ['/dataframe_split', { dataframe_split: { columns: ['city', 'hour'], data: [['Lima', 7]] } }],
  ['/dataframe_records', { dataframe_records: [{ city: 'Lima', hour: 7 }] }],
  ['/inputs', { inputs: [{ city: 'Lima', hour: 7 }] }],
  ['/inputs', { inputs: { city: ['Lima', 'Cusco'], hour: [7, 8] } }],
  ['/inputs', { inputs: [['Lima', 7]] }],
  [
    '/inputs',
    {
      inputs: [
        { name: 'city', datatype: 'BYTES', shape: [1], data: ['Lima'] },
        { name: 'hour', datatype: 'INT64', shape: [1, 1], data: [[7]] },
      ],
    },
  ],
  ['/rows', { rows: [{ city: 'Lima', hour: 7 }], extra: 1 }],
  ['/data', { data: [['Lima', 7]] }],
  ['/', [{ city: 'Lima', hour: 7 }]],
])("%s: the caller's first row is shown as it is sent here, for %j", (pointer, body) => {
  const { member, detail } = foreignShape(body, FIELDS)!;
  expect(`/${member}`).toBe(pointer);
  expect(detail).toBe(
    `this is not how rows are sent here: send a row as an object, or a batch as {"instances":[${ROW}]}`,
  );
});

test.each([{ city: 'Lima', hour: 7 }, {}, null, 'rows', 7, { hour: 7, rest: [] }])('%j is no such shape', (body) => {
  expect(foreignShape(body, FIELDS)).toBeUndefined();
});

test('a member that is a field of the model is a field', () => {
  expect(foreignShape({ data: 1, hour: 7 }, ['data', 'hour'])).toBeUndefined();
});

test.each([{ rows: [] }, { rows: 5 }, { inputs: [null] }, { rows: [{ city: 'x'.repeat(1000) }] }])(
  'a first row that is not one, or too long, is not shown',
  (body) => {
    expect(foreignShape(body, FIELDS)!.detail).toContain('{"instances":[{…}]}');
  },
);
