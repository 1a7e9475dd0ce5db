import { expect, test } from 'vitest';
import { tinyService } from '../tiny.ts';

test('HEADERS are on every answer, refused ones too, and never replace a header of the service', async () => {
  const headers = { 'strict-transport-security': 'max-age=1', 'cache-control': 'public', 'x-request-id': 'mine' };
  const { get } = tinyService({ headers });
  for (const [path, status] of [
    ['/health', 200],
    ['/inference/tiny', 401],
  ] as const) {
    const answer = await get(path, { 'x-request-id': 'asked' });
    expect(answer.status).toBe(status);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=1');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('x-request-id')).toBe('asked');
  }
});
