import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readSkops } from '../../../../../scripts/import/skops/read-skops.ts';

/** A fixture whose schema, as text, or arrays are changed. */
function changed(
  name: string,
  changeSchema: (schema: string) => string,
  changeArrays: (files: Record<string, Uint8Array>, schema: string) => void = () => {},
) {
  const files = unzipSync(readFileSync(`test/import/fixtures/${name}.skops`));
  const schema = changeSchema(strFromU8(files['schema.json']!));
  changeArrays(files, schema);
  return readSkops(zipSync({ ...files, 'schema.json': strToU8(schema) }, { level: 0 }), 'model.skops');
}

/** The array of a member: the first of that name. */
function fileOf(member: string, schema: string): string {
  return new RegExp(`"${member}": ?\\{[^{}]*"file": ?"([^"]+)"`).exec(schema)![1]!;
}

const same = (schema: string) => schema;
const swap = (from: string, to: string) => (schema: string) => {
  expect(schema).toContain(from);
  return schema.replaceAll(from, to);
};

/** Writes a number over the last one of an array. */
const lastNumber = (member: string, value: number) => (files: Record<string, Uint8Array>, schema: string) => {
  const bytes = files[fileOf(member, schema)]!;
  new DataView(bytes.buffer, bytes.byteOffset).setFloat64(bytes.length - 8, value, true);
};

test('a fixture that is not changed is read', () => {
  expect(changed('numbers', same).model.classes).toEqual(['late', 'on time']);
});

test.each([
  [
    'a class of another library',
    'numbers',
    '"RobustScaler"',
    '"YeoScaler"',
    'YeoScaler of step "columntransformer → offset → robustscaler" cannot be imported; expected one of ColumnTransformer, ',
  ],
  [
    'a class that would do harm',
    'numbers',
    '"sklearn.preprocessing._encoders"',
    '"os"',
    /^OneHotEncoder of step "columntransformer → airline" cannot be imported/,
  ],
  [
    'another classifier',
    'numbers',
    '"LogisticRegression"',
    '"LogisticRegressionTwo"',
    'LogisticRegressionTwo of step "logisticregression" cannot be imported; expected one of LogisticRegression, LogisticRegressionCV, SGDClassifier, CalibratedClassifierCV',
  ],
  [
    'an option of another value',
    'one-hot',
    '\\"infrequent_if_exist\\"',
    '\\"guess\\"',
    'OneHotEncoder of step "columns → airline" has handle_unknown "guess"; expected "error" or "ignore" or "infrequent_if_exist" or "warn"',
  ],
  [
    'a loss that is not the log loss',
    'ordinal',
    '\\"log_loss\\"',
    '\\"hinge\\"',
    'SGDClassifier of step "sgdclassifier" has loss "hinge"; expected "log_loss" or "log"',
  ],
])('readSkops refuses %s by its class and step', (_, name, from, to, message) => {
  expect(() => changed(name, swap(from, to))).toThrow(message);
});

test.each([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
])('readSkops refuses the coefficient %s', (text, value) => {
  expect(() => changed('numbers', same, lastNumber('coef_', value))).toThrow(
    `LogisticRegression of step "logisticregression" has ${text} in coef_; expected finite numbers`,
  );
});

test('readSkops refuses a scale that is not above 0', () => {
  expect(() => changed('calibrated', same, lastNumber('scale_', 0))).toThrow(
    'StandardScaler of step "columntransformer → number" has 0 in scale_; expected numbers above 0',
  );
});

test('readSkops refuses edges of bins that do not ascend', () => {
  expect(() =>
    changed('bins', same, (files) => {
      for (const [name, bytes] of Object.entries(files)) {
        if (name.endsWith('.npy') && strFromU8(bytes.subarray(0, 128), true).includes("'shape': (6,)"))
          new DataView(bytes.buffer, bytes.byteOffset).setFloat64(bytes.length - 24, -1e9, true);
      }
    }),
  ).toThrow(/^KBinsDiscretizer of step "columntransformer → offset.*" has bin_edges_ that do not ascend$/);
});

test('readSkops refuses another number of coefficients than columns', () => {
  expect(() =>
    changed('one-hot', swap('\\"infrequent_if_exist\\"', '\\"infrequent_if_exist\\"'), (files, schema) => {
      files[fileOf('coef_', schema)] = files[fileOf('intercept_', schema)]!;
    }),
  ).toThrow(/^LogisticRegression of step "classifier" has 1 numbers in coef_; expected \d+$/);
});

test('readSkops refuses codes of rare categories that no category has', () => {
  expect(() =>
    changed('one-hot', same, (files) => {
      for (const [name, bytes] of Object.entries(files)) {
        if (name.endsWith('.npy') && strFromU8(bytes.subarray(0, 128), true).includes("'<i8'"))
          new DataView(bytes.buffer, bytes.byteOffset).setBigInt64(bytes.length - 8, 10n ** 9n, true);
      }
    }),
  ).toThrow('OneHotEncoder of step "columns → airline" has codes of rare categories that are not from 0 to 7');
});
