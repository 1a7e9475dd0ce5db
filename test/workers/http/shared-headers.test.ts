import { expect, onTestFinished, test, vi } from 'vitest';
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

test('LOG_HEADERS are in the line of a request, cut short; a header that was not sent is absent', async () => {
  const log = vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => log.mockRestore());
  const { get } = tinyService({ logHeaders: ['user-agent', 'cf-ray'] });
  await get('/health', { 'user-agent': 'a'.repeat(300), accept: 'b' });
  expect(JSON.parse(log.mock.calls[0]![0]).headers).toEqual({ 'user-agent': 'a'.repeat(200) });
});
