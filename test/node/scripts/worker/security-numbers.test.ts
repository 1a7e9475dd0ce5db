import { expect, test } from 'vitest';
import { withNumbers } from '../../../../scripts/worker/security-numbers.ts';

test('withNumbers() updates every marked number and nothing else', () => {
  const text = 'at most <!-- rows -->9<!-- --> rows, <!-- bytes --><!-- --> bytes, 9 <!-- a comment --> tries';
  expect(withNumbers(text, { rows: 10_000, bytes: 8 })).toBe(
    'at most <!-- rows -->10,000<!-- --> rows, <!-- bytes -->8<!-- --> bytes, 9 <!-- a comment --> tries',
  );
});

test('withNumbers() refuses a mark without a number, and a number without a mark', () => {
  expect(() => withNumbers('<!-- row -->9<!-- -->', { rows: 9 })).toThrow('there is no number row: expected rows');
  expect(() => withNumbers('<!-- rows -->9<!-- -->', { rows: 9, bytes: 8 })).toThrow('no number is marked as bytes');
});
