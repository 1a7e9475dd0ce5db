import { expect, test } from 'vitest';
import { requireOwnFolder, requireVersion } from '../../../../scripts/deploy/build-release.ts';
import { servedBy, versionMessage } from '../../../../scripts/deploy/release.ts';

const route = (model: string) => ({ model, serves: `forecast@${'0'.repeat(12)}`, figures: '', rows: [], golden: [] });

test('versionMessage() says what a version serves and whether it was forced; servedBy() reads it', () => {
  const message = versionMessage({ routes: [route('delay'), route('us-delay')], forced: 'with a change to a.ts' });
  expect(message).toBe('delay forecast@000000000000, us-delay forecast@000000000000; forced: with a change to a.ts');
  expect([...servedBy(message)]).toEqual([
    ['delay', 'forecast@000000000000'],
    ['us-delay', 'forecast@000000000000'],
  ]);
  expect([...servedBy('Fix a typo, at last')]).toEqual([]);
  expect([...servedBy('')]).toEqual([]);
});

test('versionMessage() of a hundred models fits into what Cloudflare keeps, and says how many it leaves out', () => {
  const routes = Array.from({ length: 100 }, (_, k) => route(`model-${k}`));
  const message = versionMessage({ routes });
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(1000);
  expect(message).toMatch(/ and \d+ more$/);
  expect(servedBy(message).size).toBe(100 - Number(/(\d+) more$/.exec(message)![1]));
});

test('requireVersion() refuses an environment whose answers would not name their version', () => {
  expect(() => requireVersion('qa', {})).toThrow('[env.qa.version_metadata] must have binding = "VERSION"');
  expect(() => requireVersion('local', { version_metadata: { binding: 'V' } })).toThrow('[version_metadata] must have');
  requireVersion('prd', { version_metadata: { binding: 'VERSION' } });
});

test('requireOwnFolder() refuses a folder with other files: a release replaces what is there', () => {
  expect(() => requireOwnFolder('src')).toThrow('src holds other files: name a new folder');
  requireOwnFolder('.build/there-is-no-such-folder');
});
