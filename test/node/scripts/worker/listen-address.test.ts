import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freeAddress, isLoopback, listenAddress, localUrl } from '../../../../scripts/worker/listen-address.ts';

test('listenAddress(environment) is HOST and PORT, by default 127.0.0.1 and 8787', () => {
  expect(listenAddress({})).toEqual({ host: '127.0.0.1', port: 8787 });
  expect(listenAddress({ PORT: '', HOST: '' })).toEqual({ host: '127.0.0.1', port: 8787 });
  expect(listenAddress({ PORT: '0', HOST: '::' })).toEqual({ host: '::', port: 0 });
});

test.each(['65536', '-1', '80a', '8.5', ' 80'])('listenAddress(environment) refuses PORT %j', (PORT) => {
  expect(() => listenAddress({ PORT })).toThrow(`PORT is ${JSON.stringify(PORT)}: expected an integer from 0 to 65535`);
});

test('freeAddress(address) replaces port 0 by a free port, and refuses a port that is taken', async () => {
  const { host, port } = await freeAddress({ host: '127.0.0.1', port: 0 });
  expect(port).toBeGreaterThan(0);
  const other = createServer();
  await once(other.listen(port, host), 'listening');
  onTestFinished(() => void other.close());
  await expect(freeAddress({ host, port })).rejects.toThrow(`port ${port} of 127.0.0.1 is taken`);
});

test('freeAddress(address) refuses an address of another machine', async () => {
  // TEST-NET-1 of RFC 5737: nobody's address.
  await expect(freeAddress({ host: '192.0.2.1', port: 0 })).rejects.toThrow('cannot listen on port 0 of 192.0.2.1');
});

test('localUrl(address) is the URL of the address on this machine', () => {
  expect(localUrl({ host: '127.0.0.1', port: 80 })).toBe('http://127.0.0.1:80');
  expect(localUrl({ host: '0.0.0.0', port: 80 })).toBe('http://127.0.0.1:80');
  expect(localUrl({ host: '::', port: 80 })).toBe('http://[::1]:80');
  expect(localUrl({ host: 'fe80::1', port: 80 })).toBe('http://[fe80::1]:80');
});

test('isLoopback(address) is true if only this machine can reach the address', () => {
  const loopback = ['127.0.0.1', '127.1.2.3', '::1', 'localhost'];
  const open = ['0.0.0.0', '::', '10.0.0.1', '192.0.2.1', '127.0.0.1.example.org', '127.example.org', 'example.org'];
  expect(loopback.filter((host) => !isLoopback({ host }))).toEqual([]);
  expect(open.filter((host) => isLoopback({ host }))).toEqual([]);
});
