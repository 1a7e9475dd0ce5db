import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { curlLine } from '../../../../scripts/worker/demo-request.ts';

test('curlLine(url, key, input) passes the JSON to curl unchanged, whatever quotes are in it', () => {
  const input = { 'DIA-I': 3, OPERA: `L'"Air" $HOME \`x\` \\` };
  const line = curlLine('http://127.0.0.1:8787/inference/delay', 'lr_key', input);
  expect(line).not.toContain('\n');
  const words = execFileSync('sh', ['-c', line.replace('curl', "printf '%s\\n'")], { encoding: 'utf8' }).split('\n');
  expect(words).toEqual([
    'http://127.0.0.1:8787/inference/delay',
    '-H',
    'content-type: application/json',
    '-H',
    'x-api-key: lr_key',
    '-d',
    JSON.stringify(input),
    '',
  ]);
});
