import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { readArtifacts } from '../../../../../scripts/models/artifact-files.ts';
import type { Field } from '../../../../../src/core/artifact.ts';
import { fold } from '../../../../../src/core/category.ts';
import { rowSchema } from '../../../../../src/core/contract/row-schema.ts';
import { compileEncoder, encodeRow } from '../../../../../src/core/encode.ts';
import { jsonPointer } from '../../../../../src/core/json-pointer.ts';
import { runs } from '../../../../proof.ts';

const CITIES = ['La Serena', 'Sabado', 'São Paulo', '+', ''];
const INVENTED: Field[] = [
  { name: 'city', type: 'category', description: '', vocabulary: CITIES, unknown: 'reject', match: 'folded' },
  { name: 'code', type: 'category', description: '', vocabulary: CITIES, unknown: 'reject', match: 'exact' },
  { name: 'a/b~c', type: 'category', description: '', vocabulary: CITIES, unknown: 'baseline', match: 'folded' },
  { name: 'hour', type: 'integer', description: '', minimum: -2, maximum: 24 },
  { name: 'distance', type: 'number', description: '', minimum: -10, maximum: 1e6 },
  { name: 'constructor', type: 'number', description: '' },
];
/** Fields that may be missing, and that refuse values or not. */
const GAPS: Field[] = [
  {
    name: 'city',
    type: 'category',
    description: '',
    vocabulary: CITIES,
    unknown: 'reject',
    match: 'folded',
    missing: 'own',
  },
  {
    name: 'code',
    type: 'category',
    description: '',
    vocabulary: CITIES,
    unknown: 'other',
    other: '',
    match: 'exact',
    missing: 'own',
  },
  { name: 'hour', type: 'integer', description: '', minimum: -2, maximum: 24, range: 'reject', missing: 'own' },
  { name: 'distance', type: 'number', description: '', minimum: -10, maximum: 1e6, missing: 'own' },
  { name: 'weight', type: 'number', description: '', minimum: -10, range: 'reject', edges: [0], missing: 'own' },
  { name: 'left', type: 'timestamp', description: '', zone: 'America/Santiago', missing: 'own' },
];
const models = new Map([
  ['every kind of field', INVENTED],
  ['fields with gaps', GAPS],
]);
for (const { model, artifact } of readArtifacts('models')) models.set(model, artifact.fields);

/** The category that a value means, found without the index under test; and integers as zod takes them: up to 2^53. */
function spelled(field: Field, value: unknown): unknown {
  if (field.type === 'integer' && Number.isInteger(value))
    return Math.max(-LARGEST, Math.min(value as number, LARGEST));
  if (field.type !== 'category' || field.match === 'exact' || typeof value !== 'string') return value;
  if (field.vocabulary.includes(value) || fold(value) === '') return value;
  return field.vocabulary.find((category) => fold(category) === fold(value)) ?? value;
}

/** Pointers to everything that zod refuses by the published JSON Schema. */
function refusedBySchema(schema: z.ZodType, fields: readonly Field[], row: object): string[] {
  const known = new Map(fields.map((field) => [field.name, field]));
  const spelledOut = Object.entries(row).map(([name, value]) => [name, spelled(known.get(name) ?? NO_FIELD, value)]);
  const issues = schema.safeParse(Object.fromEntries(spelledOut)).error?.issues ?? [];
  const names = issues.flatMap((issue) => (issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])]));
  return [...new Set(names.map(jsonPointer))].sort();
}

const LARGEST = Number.MAX_SAFE_INTEGER;
const NO_FIELD: Field = { name: '', type: 'number', description: '' };

/** Days that no month has are left out: the pattern of the schema takes them, the service does not. */
const TIMES = fc.constantFrom('2024-02-29', '2027-02-05T18:00', '1999-12-31 23:59:60.5+14:00', '2027-02-05t00:00:00z');

function nearly(fields: readonly Field[]) {
  const value = (field: Field) => {
    const wrong = fc.constantFrom(0, -0, 0.5, -11, 25, 2 ** 53, 1e300, null, true, '1', 'lima', 'LASERENA', [], {});
    if (field.type === 'timestamp') {
      const odd = fc.constantFrom(
        '2027-2-5',
        '2027-02-05T24:00',
        '1899-12-31',
        '2027-02-05T18:00+5',
        '2027-13-01',
        'now',
      );
      return fc.oneof(TIMES, odd, wrong);
    }
    if (field.type !== 'category') return fc.oneof(fc.integer({ min: -3, max: 32 }), fc.double({ noNaN: true }), wrong);
    const right = fc.constantFrom(...field.vocabulary);
    return fc.oneof(
      right,
      right.map((category) => ` ${category.toLowerCase()}-`),
      fc.string(),
      wrong,
    );
  };
  const row = Object.fromEntries(fields.map((field) => [field.name, value(field)]));
  const strangers = fc.dictionary(fc.constantFrom('__proto__', 'toString', 'x', ''), fc.jsonValue(), { maxKeys: 1 });
  return fc
    .tuple(fc.record(row, { requiredKeys: fields.slice(2).map(({ name }) => name) }), strangers)
    .map(([members, more]): object => JSON.parse(JSON.stringify({ ...members, ...more })));
}

test.each([...models])('encodeRow() refuses what the schema refuses, and nothing else: %s', (_, fields) => {
  const encoder = compileEncoder(fields);
  const schema = z.fromJSONSchema(rowSchema(fields) as z.core.JSONSchema.JSONSchema);
  const valid = fc.record(
    Object.fromEntries(
      fields.map((field) => [
        field.name,
        field.type === 'category'
          ? fc.constantFrom(...field.vocabulary)
          : field.type === 'timestamp'
            ? TIMES
            : fc.integer({ min: Math.ceil(field.minimum ?? 0), max: Math.floor(field.maximum ?? 1) }),
      ]),
    ),
  );
  fc.assert(
    fc.property(fc.oneof(valid, nearly(fields), fc.dictionary(fc.string(), fc.jsonValue())), (row: object) => {
      const { errors } = encodeRow(encoder, row, new Float64Array(fields.length));
      expect(errors.map(({ pointer }) => pointer).sort()).toEqual(refusedBySchema(schema, fields, row));
    }),
    { numRuns: runs(3000) },
  );
});
