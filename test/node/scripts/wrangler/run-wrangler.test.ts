import { expect, test } from 'vitest';
import { errorMessage } from '../../../../scripts/wrangler/run-wrangler.ts';

test('errorMessage(output) is the sentence of wrangler without colours', () => {
  expect(errorMessage('\n\u001b[31m✘ \u001b[1m[ERROR]\u001b[0m No such account\n\n')).toBe('No such account');
});

test('errorMessage(output) is the sentence of the build command if that failed', () => {
  const output = '[custom build] Running: x\n[custom build] error: ROUTES.a is wrong\n\n✘ [ERROR] Running x failed.\n';
  expect(errorMessage(output)).toBe('ROUTES.a is wrong');
});

test('errorMessage(output) is the last line if nothing says what went wrong', () => {
  expect(errorMessage('one\ntwo\n')).toBe('two');
  expect(errorMessage('')).toBe('wrangler gave no reason');
});
