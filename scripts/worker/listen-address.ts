import { once } from 'node:events';
import { createServer, isIPv4 } from 'node:net';
import { Failure } from '../cli/failure.ts';

export interface ListenAddress {
  host: string;
  /** 0 means any free port. */
  port: number;
}

/** Where to listen: PORT (default 8787) and HOST (default 127.0.0.1). @throws {Failure} when PORT is not a port */
export function listenAddress(environment: { PORT?: string; HOST?: string }): ListenAddress {
  return { host: environment.HOST || '127.0.0.1', port: portOf('PORT', environment.PORT || '8787') };
}

/** The port that a variable names. @throws {Failure} when it is not a port */
export function portOf(name: string, value: string): number {
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new Failure(`${name} is ${JSON.stringify(value)}: expected an integer from 0 to 65535`);
}

/**
 * Checks that the address is free, before anything slow starts.
 * @returns the address; port 0 is replaced by a free port
 * @throws {Failure} when the address is taken or does not exist
 */
export async function freeAddress({ host, port }: ListenAddress): Promise<ListenAddress> {
  const probe = createServer();
  try {
    await once(probe.listen(port, host), 'listening');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error;
    if (code === 'EADDRINUSE') {
      throw new Failure(`port ${port} of ${host} is taken: stop the program that listens there, or set another PORT`);
    }
    throw new Failure(
      `cannot listen on port ${port} of ${host} (${code}): set HOST and PORT to an address of this machine`,
    );
  }
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return { host, port: typeof address === 'object' && address !== null ? address.port : port };
}

/** Whether only programs on this machine can reach the address. */
export function isLoopback({ host }: Pick<ListenAddress, 'host'>): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

/** The URL with which a program on this machine reaches the address. */
export function localUrl({ host, port }: ListenAddress): string {
  if (host === '0.0.0.0') return `http://127.0.0.1:${port}`;
  if (host === '::') return `http://[::1]:${port}`;
  return `http://${socketAddress({ host, port })}`;
}

/** An address as `host:port`. */
export function socketAddress({ host, port }: ListenAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
