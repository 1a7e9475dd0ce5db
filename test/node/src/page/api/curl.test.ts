import { expect, test } from 'vitest';
import { curlCommand } from '../../../../../src/page/api/curl.ts';

test('curlCommand(url, row) escapes a quote in a value', () => {
  expect(curlCommand('https://x.test/inference/a?explain', { city: "L'Aquila" })).toContain(
    `-d '{"city":"L'\\''Aquila"}'`,
  );
});
