import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import type { Field } from '../../../../src/core/artifact.ts';
import { compileEncoder } from '../../../../src/core/encode.ts';
import { compileRowReader } from '../../../../src/core/row-reader.ts';
import { parseJson } from '../../../../src/http/strict-json.ts';
import { encodeRows } from '../../../../src/scoring/encoded-rows.ts';
import { runs } from '../../../proof.ts';

const CITIES = ['La Serena', 'Sabado', 'São Paulo', '東京', '+', '', 'a"b', 'instances'];
const INVENTED: Field[] = [
  { name: 'city', type: 'category', description: '', vocabulary: CITIES, unknown: 'reject', match: 'folded' },
  { name: 'a/b "~c', type: 'category', description: '', vocabulary: CITIES, unknown: 'baseline', match: 'exact' },
  { name: 'hour', type: 'integer', description: '', minimum: -2, maximum: 24 },
  { name: 'Größe', type: 'number', description: '', minimum: -10, maximum: 1e6 },
  { name: 'any', type: 'number', description: '' },
];
const OTHER = ['a', 'b', 'rare'];
/** Fields that may be missing, substitute values, or refuse them. */
const GAPS: Field[] = [
  {
    name: 'city',
    type: 'category',
    description: '',
    vocabulary: OTHER,
    unknown: 'other',
    other: 'rare',
    match: 'folded',
    missing: 'own',
  },
  { name: 'hour', type: 'integer', description: '', minimum: -2, maximum: 24, range: 'reject', missing: 'own' },
  { name: 'Größe', type: 'number', description: '', minimum: -10, maximum: 1e6, edges: [0, 5], missing: 'own' },
  { name: 'any', type: 'number', description: '', edges: [1] },
  { name: 'left', type: 'timestamp', description: '', zone: 'America/Santiago' },
];
const TIMES = ['2027-02-05T18:00', '2027-02-05T18:00:00Z', '2027-02-05 18:00+05:30', '2027-02-05'];
const models = new Map([
  ['every kind of field', INVENTED],
  ['fields with gaps', GAPS],
]);
for (const { model, artifact } of readArtifacts('models')) models.set(model, artifact.fields);

const MOST_ROWS = 4;
const space = fc.constantFrom('', '', '', ' ', '\n\t', '\r');
const oddNumbers = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.constantFrom(
    '-0',
    '3.0',
    '1e1',
    '1E+1',
    '1.5e-3',
    '007',
    '1.',
    '.5',
    '-',
    '1e',
    '31415926535897932384626',
    '1e400',
    '--1',
  ),
);
const oddTexts = fc.oneof(
  fc.string().map((text) => JSON.stringify(text)),
  fc.constantFrom('"\\u004ca Serena"', '"La\tSerena"', '"open', 'null', '{}', '[1]'),
);

/** A value at a share of the way from one end of a range to the other; a whole one if its ends are. */
function between(low: number, high: number, share: number, type: Field['type']): number {
  const value = low + share * (high - low);
  const isWhole = type === 'integer' || (Number.isInteger(low) && Number.isInteger(high));
  return isWhole ? Math.round(value) : Math.min(high, Math.max(low, value));
}

/** A value as callers may write it, most often a value of the field. */
function spelled(field: Field) {
  const value = spelledValue(field);
  return field.missing ? fc.oneof({ weight: 3, arbitrary: value }, fc.constant('null')) : value;
}

function spelledValue(field: Field) {
  if (field.type === 'timestamp') {
    const odd = fc.constantFrom('"2027-02-30"', '"2027-02-05T18\\u003a00"', '"１２"');
    return fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...TIMES).map((time) => `"${time}"`) }, odd, oddTexts);
  }
  if (field.type !== 'category') {
    const { minimum = -9, maximum = 9 } = field;
    const right = fc.nat(100).map((k) => String(between(minimum, maximum, k / 100, field.type)));
    return fc.oneof({ weight: 20, arbitrary: right }, { weight: 1, arbitrary: oddNumbers });
  }
  const known = fc.constantFrom(...field.vocabulary);
  return fc.oneof(
    { weight: 20, arbitrary: known.map((category) => JSON.stringify(category)) },
    { weight: 4, arbitrary: known.map((category) => JSON.stringify(`${category.toLowerCase()} `)) },
    { weight: 1, arbitrary: oddTexts },
  );
}

/** The text of a row, most often valid: members in any order, sometimes one too many or too few. */
function rowText(fields: readonly Field[]) {
  const members = fields.map((field) =>
    fc
      .tuple(space, space, space, space, spelled(field))
      .map(([a, b, c, d, value]) => `${a}${JSON.stringify(field.name)}${b}:${c}${value}${d}`),
  );
  return fc
    .tuple(
      fc.tuple(...members),
      fc.shuffledSubarray([...fields.keys()], { minLength: fields.length }),
      fc.boolean(),
      fc.nat(20),
    )
    .map(([texts, some, inOrder, odd]) => {
      const chosen = inOrder ? [...texts] : some.map((f) => texts[f]!);
      if (odd === 0) chosen.push(texts[0]!);
      if (odd === 1 || (odd > 12 && fields[0]!.missing)) chosen.splice(odd % chosen.length, 1);
      if (odd === 2) chosen[chosen.length - 1] = chosen[0]!;
      return `{${chosen.join(',')}}`;
    });
}

function documents(fields: readonly Field[]) {
  const batch = fc
    .tuple(fc.array(rowText(fields), { maxLength: MOST_ROWS + 1 }), space, fc.constantFrom('', '', '', ',', ',"x":1'))
    .map(([rows, gap, more]) => `${gap}{"instances"${gap}:[${rows.join(`${gap},${gap}`)}]${more}${gap}}`);
  const whole = fc.oneof(rowText(fields), batch, fc.json());
  const cut = fc
    .tuple(whole, fc.nat(), fc.constantFrom('', '"', ',', '}', '\\', '\u0000', 'é', '0'))
    .map(([text, at, put]) => text.slice(0, at % (text.length + 1)) + put + text.slice((at % (text.length + 1)) + 1));
  return fc.oneof({ weight: 3, arbitrary: whole }, cut);
}

function read(reader: ReturnType<typeof compileRowReader>, text: string) {
  const bytes = new Uint8Array(3 * text.length + 1).fill(0xff);
  const { written } = new TextEncoder().encodeInto(text, bytes);
  bytes[written] = 0;
  return reader(bytes, written, MOST_ROWS);
}

/** Always in full: only about one document in eight is accepted. */
const RUNS = 5000;

test.each([...models])('what the reader accepts, it reads as JSON.parse and encodeRow do: %s', (_, fields) => {
  const encoder = compileEncoder(fields);
  const reader = compileRowReader(encoder);
  let accepted = 0;
  fc.assert(
    fc.property(documents(fields), (text) => {
      const rows = read(reader, text);
      if (rows === undefined) return;
      accepted++;
      const { cells, count, batch, warnings } = encodeRows(encoder, parseJson(text), MOST_ROWS);
      expect(rows.batch).toBe(batch);
      expect(rows.count).toBe(count);
      expect(rows.cells.slice(0, count * fields.length)).toEqual(cells);
      expect(warnings).toEqual([]);
    }),
    { numRuns: RUNS },
  );
  expect(accepted).toBeGreaterThan(RUNS / 10);
});

test.each([...models])('the reader accepts every usual row and batch: %s', (_, fields) => {
  const encoder = compileEncoder(fields);
  const reader = compileRowReader(encoder);
  const row = fc.record(
    Object.fromEntries(
      fields.map((field) => [
        field.name,
        field.type === 'category'
          ? fc.constantFrom(...field.vocabulary.filter((category) => !category.includes('"')))
          : field.type === 'timestamp'
            ? fc.constantFrom(...TIMES)
            : fc.nat(100).map((k) => between(field.minimum ?? 0, field.maximum ?? 9, k / 100, field.type)),
      ]),
    ),
  );
  fc.assert(
    fc.property(
      row,
      fc.array(row, { minLength: 1, maxLength: MOST_ROWS }),
      fc.constantFrom(0, 2),
      (one, many, indent) => {
        expect(read(reader, JSON.stringify(one, null, indent))).toBeDefined();
        expect(read(reader, JSON.stringify({ instances: many }, null, indent))?.count).toBe(many.length);
      },
    ),
  );
});

test('a number is the number of JSON.parse, to the last bit', () => {
  const fields: Field[] = [{ name: 'x', type: 'number', description: '' }];
  const reader = compileRowReader(compileEncoder(fields));
  const written = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map(String),
    fc.tuple(fc.maxSafeInteger(), fc.nat(), fc.integer({ min: -300, max: 280 })).map(([a, b, c]) => `${a}.${b}e${c}`),
  );
  fc.assert(
    fc.property(written, (number) => {
      expect(read(reader, `{"x":${number}}`)?.cells[0]).toBe(JSON.parse(number));
    }),
    { numRuns: runs(1000) },
  );
});

test('a very long number is left to JSON.parse', () => {
  const reader = compileRowReader(compileEncoder([{ name: 'x', type: 'number', description: '' }]));
  for (const number of [`3.${'0'.repeat(500_000)}`, '1'.repeat(500_000), '-'.repeat(500_000), '.'.repeat(500_000)]) {
    expect(read(reader, `{"x":${number}}`)).toBeUndefined();
  }
});

test('members are found in any order and with any names', () => {
  const names = ['a', '"', '\\', 'a\\"', 'ab', ...Array.from({ length: 60 }, (_, k) => `feature_${k}`)];
  const reader = compileRowReader(compileEncoder(names.map((name) => ({ name, type: 'number', description: '' }))));
  const expected = names.map((_, k) => k);
  const members = fc.shuffledSubarray(expected, { minLength: names.length });
  fc.assert(
    fc.property(members, (order) => {
      const row = JSON.stringify(Object.fromEntries(order.map((k) => [names[k]!, k])));
      expect([...read(reader, row)!.cells]).toEqual(expected);
    }),
  );
  for (const text of ['{"', '{"\\', '{"a\\"', '{"b":1}']) expect(read(reader, text)).toBeUndefined();
});

test('a model with a field named instances leaves its rows to JSON.parse', () => {
  const fields: Field[] = [{ name: 'instances', type: 'number', description: '' }];
  expect(read(compileRowReader(compileEncoder(fields)), '{"instances":1}')).toBeUndefined();
});
