import { expect, test } from 'vitest';
import { jsonBinding, quoted, workerdConfig, workerService } from '../../../../scripts/worker/workerd-config.ts';

test('texts are quoted as Cap’n Proto reads them', () => {
  expect(quoted('a "b" \\ c\n\t\u0001 é 🙂')).toBe('"a \\"b\\" \\\\ c\\n\\t\\x01 é 🙂"');
  expect(quoted(JSON.stringify('\u0001'))).toBe('"\\"\\\\u0001\\""');
});

test('a configuration names its services, extensions and address, and a limit of the heap only if there is one', () => {
  const main = workerService('main', {
    modules: [{ name: 'index.js', kind: 'script', file: 'out/index.js' }],
    bindings: [jsonBinding('ROUTES', { delay: 'forecast' })],
    compatibilityDate: '2026-01-01',
  });
  const options = { services: [main], extensions: { 'own:module': 'own.js' }, address: '127.0.0.1:8787' };
  const config = workerdConfig(options);
  expect(config).toContain('modules = [(name = "index.js", esModule = embed "out/index.js")]');
  expect(config).toContain('(name = "ROUTES", json = "{\\"delay\\":\\"forecast\\"}")');
  expect(config).toContain('(name = "own:module", internal = true, esModule = embed "own.js")');
  expect(config).toContain('address = "127.0.0.1:8787"');
  expect(config).toContain('v8Flags = []');
  expect(workerdConfig({ ...options, heap: 64 })).toContain('v8Flags = ["--max-heap-size=64"]');
});
