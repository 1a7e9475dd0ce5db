import type { Artifact, Feature, Field } from '../../../../src/core/artifact.ts';
import { knownCount } from '../../../../src/core/cell.ts';
import { combinations } from '../../../../src/core/combination.ts';
import { compileGroups, type Grouping } from '../../../../src/core/groups.ts';
import { PART_NAMES, PARTS } from '../../../../src/core/parts.ts';
import { compileTerm, type Term } from '../../../../src/core/term.ts';

export type Drawn = Pick<Artifact, 'intercept' | 'fields' | 'features' | 'classes'>;

/** Draws parts of a variant; all come from one source of numbers in [0, 1). */
interface Draw {
  integer(low: number, high: number): number;
  double(low: number, high: number): number;
  isTrue(): boolean;
  one<T>(...values: readonly T[]): T;
  /** Between so many different values of a list, in its order. */
  some<T>(values: readonly T[], least: number, most: number): T[];
}

function createDraw(random: () => number): Draw {
  const integer = (low: number, high: number) => low + Math.floor(random() * (high - low + 1));
  return {
    integer,
    double: (low, high) => low + random() * (high - low),
    isTrue: () => random() < 0.5,
    one: (...values) => values[Math.floor(random() * values.length)]!,
    some(values, least, most) {
      const places = new Set<number>();
      const count = Math.min(values.length, integer(least, most));
      while (places.size < count) places.add(Math.floor(random() * values.length));
      return [...places].sort((a, b) => a - b).map((place) => values[place]!);
    },
  };
}

/** Names and categories that SQL, its parsers and dbt could trip over. */
export const HARD_TEXTS = [
  ...[
    "it's",
    'a"b',
    'back\\slash',
    '\\',
    "\\'",
    '`tick`',
    'a b',
    ' lead',
    'trail ',
    '',
    'Ünï',
    '東京',
    '😀',
    '--',
    '/* */',
    ';',
  ],
  ...[
    '$1',
    '$' + '{x}',
    '{{ a }}',
    '{% b %}',
    '%',
    '_',
    '?',
    ':p',
    '@p',
    'a\nb',
    'tab\t',
    "''",
    'NULL',
    'null',
    'true',
    '0',
    '1.0',
    'A',
    'a',
    'á',
    '\r\n',
  ],
];
const HARD_NAMES = [
  "it's",
  'a"b',
  'a b',
  'select',
  'DIA-I',
  'Ünï',
  'back\\slash',
  'a`b',
  't',
  'k',
  'lookup_1',
  'é.x',
  'UPPER',
  '{{x}}',
];
const ZONES = ['UTC', 'America/Santiago', 'Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/New_York'];

/** Draws a variant with fields and features of every kind. Its coefficients may be far beyond those of any fit. */
export function drawArtifact(random: () => number): Drawn {
  const draw = createDraw(random);
  const names = draw.some(HARD_NAMES, 1, 6);
  const isCalendar = draw.isTrue();
  const fields = [
    ...names.map((name) => drawField(draw, name)),
    ...(isCalendar ? [drawInteger(draw, 'month', 1, 12), drawInteger(draw, 'day', 1, 31)] : []),
  ];
  const features = fields.flatMap((field) => drawFeatures(draw, field));
  const crosses = Array.from({ length: draw.integer(features.length > 0 ? 0 : 1, 3) }, () =>
    drawCross(draw, fields, isCalendar),
  ).filter((cross) => cross !== undefined);
  return {
    intercept: drawCoefficient(draw),
    classes: ['no', draw.one('yes', 'problem', names[0]!, 'a b')],
    fields,
    features: [...features, ...crosses],
  };
}

function drawField(draw: Draw, name: string): Field {
  const missing = draw.isTrue() ? { missing: 'own' as const } : {};
  const range = draw.isTrue() ? { range: 'reject' as const } : {};
  const type = draw.one(
    'category' as const,
    'category' as const,
    'integer' as const,
    'number' as const,
    'timestamp' as const,
  );
  if (type === 'timestamp') return { name, type, description: '', zone: draw.one(...ZONES), ...missing };
  if (type === 'integer') {
    const minimum = draw.integer(-9, 9);
    return { ...drawInteger(draw, name, minimum, minimum + draw.integer(0, 40)), ...range };
  }
  if (type === 'number') {
    const edges = Array.from({ length: draw.integer(0, 12) }, () => draw.double(-50, 50)).sort((a, b) => a - b);
    const ends = draw.one({}, { minimum: -60 }, { maximum: 60.1 }, { minimum: -0.1, maximum: 0.3 });
    const bins = edges.length > 0 ? { edges } : {};
    return { name, type, description: '', ...ends, ...bins, ...range, ...missing };
  }
  const hard = draw.some(HARD_TEXTS, 1, 12);
  const many = draw.one(0, 0, 30);
  const vocabulary = [...hard, ...Array.from({ length: many }, (_, k) => `category ${k}`)];
  const unknown = draw.one('reject' as const, 'baseline' as const, 'other' as const);
  const other = unknown === 'other' ? { other: vocabulary.at(-1)! } : {};
  return { name, type, description: '', vocabulary, unknown, match: 'exact', ...other, ...missing };
}

function drawInteger(draw: Draw, name: string, minimum: number, maximum: number) {
  const missing = draw.isTrue() ? { missing: 'own' as const } : {};
  return { name, type: 'integer' as const, description: '', minimum, maximum, ...missing };
}

function drawFeatures(draw: Draw, field: Field): Feature[] {
  const isNumber = field.type === 'integer' || field.type === 'number';
  const features: Feature[] = [];
  if ((knownCount(field) > 0 || field.type === 'timestamp') && draw.isTrue()) {
    const grouping = drawGrouping(draw, field, false);
    const { size } = compileGroups(field, grouping);
    features.push({ type: 'one-hot', field: field.name, ...grouping, coefficients: drawCoefficients(draw, size) });
  }
  if (isNumber && draw.isTrue()) {
    const bounds = draw.one({}, { minimum: -20.5, maximum: 17.25 });
    const [coefficient] = drawCoefficients(draw, 1);
    features.push({
      type: 'numeric',
      field: field.name,
      mean: 3.7,
      scale: 11.3,
      ...bounds,
      coefficients: [coefficient!],
    });
  }
  if (field.type === 'integer' && draw.isTrue()) {
    const [sine, cosine] = drawCoefficients(draw, 2);
    features.push({ type: 'cyclic', field: field.name, period: draw.one(7, 24, 12.5), coefficients: [sine!, cosine!] });
  }
  return features;
}

/** A grouping that the schema of one-hot, or else that of terms, allows. */
function drawGrouping(draw: Draw, field: Field, isTerm: boolean): Grouping {
  const part = field.type === 'timestamp' ? { part: draw.one(...PART_NAMES) } : {};
  const known = part.part === undefined ? knownCount(field) : PARTS[part.part];
  if (field.type === 'category' || known < 3) return part;
  const starts = draw.some([...Array(known).keys()].slice(1), 1, 5);
  const mayHaveWidth = isTerm && field.type !== 'number';
  const bins = draw.integer(2, 9);
  const grouping = draw.one({}, { bins }, { starts }, ...(mayHaveWidth ? [{ width: bins }] : []));
  return { ...part, ...grouping };
}

function drawCross(draw: Draw, fields: readonly Field[], isCalendar: boolean): Feature | undefined {
  const able = fields.filter((field) => knownCount(field) > 0 || field.type === 'timestamp');
  if (able.length === 0) return undefined;
  const terms = Array.from({ length: draw.integer(1, 3) }, (): Term => {
    if (isCalendar && draw.isTrue()) {
      return { month: 'month', day: 'day', ...draw.one({}, { width: 7 }, { width: 30 }) };
    }
    const field = draw.one(...able);
    return { field: field.name, ...drawGrouping(draw, field, true) };
  });
  const size = combinations(terms.map((term) => compileTerm(term, fields)));
  const drawn = new Set(Array.from({ length: draw.integer(0, 60) }, () => draw.integer(0, size - 1)));
  const isDense = size <= 200 && draw.isTrue();
  const cells = isDense ? [...Array(size).keys()] : [...drawn].sort((a, b) => a - b);
  return { type: 'cross', terms, cells, coefficients: drawCoefficients(draw, cells.length) };
}

function drawCoefficients(draw: Draw, count: number): number[] {
  return Array.from({ length: count }, () => drawCoefficient(draw));
}

function drawCoefficient(draw: Draw): number {
  if (draw.integer(1, 30) > 1) return draw.double(-2, 2);
  return draw.one(0, 1000, -1000, 1e-300, 5e-324, 12345678901234567000);
}
