import { knownCount } from '../../../../src/core/cell.ts';
import type { Field } from '../../../../src/core/field.ts';
import { hourText } from '../../../../src/core/timestamp.ts';
import { HARD_TEXTS } from './random-artifact.ts';

export type Value = string | number | null;
export type Row = Record<string, Value>;

/** How often a value is one that could be refused. */
const ODD = 0.08;

/** Rows for fields: mostly of good values, often the ends of ranges and the edges of bins, and some of every bad kind. */
export function drawRows(fields: readonly Field[], count: number, random: () => number): Row[] {
  return Array.from({ length: count }, () =>
    Object.fromEntries(
      fields.map((field) => [field.name, random() < ODD ? oddValue(field, random) : goodValue(field, random)]),
    ),
  );
}

function goodValue(field: Field, random: () => number): Value {
  if (field.missing && random() < 0.1) return null;
  if (field.type === 'category') return one(field.vocabulary, random);
  if (field.type === 'timestamp') return timestamp(random);
  if (field.type === 'integer') return field.minimum + Math.floor(random() * knownCount(field));
  const { edges = [], minimum = -100, maximum = 100 } = field;
  if (random() < 0.3) return one([...edges, minimum, maximum], random);
  return minimum + random() * (maximum - minimum);
}

function oddValue(field: Field, random: () => number): Value {
  if (random() < 0.15) return null;
  if (field.type === 'category') {
    const known = one(field.vocabulary, random);
    return one(
      [known.toUpperCase(), `${known} `, ` ${known}`, `${known}\n`, known.normalize('NFD'), ...HARD_TEXTS, 'elsewhere'],
      random,
    );
  }
  if (field.type === 'timestamp') return one(ODD_TIMES, random);
  const { minimum = -100, maximum = 100 } = field;
  const beyond = [
    minimum - 1,
    maximum + 1,
    minimum - 1e-9,
    maximum + 1e-9,
    2.5,
    -0.5,
    1e300,
    -1e300,
    2 ** 53,
    1e18,
    -0,
  ];
  return one([...beyond, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], random);
}

function timestamp(random: () => number): string {
  const hour = Math.floor(random() * 350_640);
  const date = hourText(hour);
  const minute = String(Math.floor(random() * 60)).padStart(2, '0');
  const clock = `${date.slice(0, 14)}${minute}`;
  return one(
    [
      date.slice(0, 10),
      clock,
      `${clock}:59.999`,
      `${clock}Z`,
      `${clock}:07z`,
      `${clock}+05:30`,
      `${clock}:60-03:00`,
      `${clock}:01.5-11:45`,
    ],
    random,
  );
}

const ODD_TIMES = [
  ...[
    '2027-02-29',
    '2028-02-29',
    '1900-02-29',
    '2000-02-29T10:00',
    '2027-04-31',
    '2027-13-01',
    '2027-00-10',
    '2027-01-00',
    '27-01-01',
  ],
  ...[
    '2027-01-01 10:00',
    '2027-01-01T10',
    '2027-01-01T24:00',
    '2027-01-01T10:60',
    '2027-01-01T10:00:61',
    '2027-01-01T10:00:00.',
  ],
  ...[
    '2027-01-01t10:00z',
    '2027-01-01T23:59:60',
    '2027-12-31T23:59:60',
    '2027-12-31T23:59:60Z',
    '2027-01-01T10:00+24:00',
    '2027-01-01T10:00+1:00',
  ],
  ...[
    '1899-12-31',
    '2100-01-01',
    '1900-01-01T00:00+23:59',
    '2099-12-31T23:59-23:59',
    '2027-01-01\n',
    ' 2027-01-01',
    '2027-01-01T10:00 Z',
    '',
  ],
  ...[
    `2027-01-01T10:00:00.${'1'.repeat(43)}Z`,
    `2027-01-01T10:00:00.${'1'.repeat(44)}Z`,
    '2027-01-01T10:00ZZ',
    '2027-01-01T10:00-00:00',
  ],
];

function one<T>(values: readonly T[], random: () => number): T {
  return values[Math.floor(random() * values.length)]!;
}
