import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { Failure } from '../cli/failure.ts';

/** The text of a file in pieces; one that gzip has packed is unpacked. @throws {Failure} when it cannot be read */
export async function* logFile(path: string): AsyncGenerator<string> {
  try {
    const packed = await isPacked(path);
    const file = createReadStream(path);
    const bytes = packed ? file.pipe(createGunzip()) : file;
    file.on('error', (error) => bytes.destroy(error));
    yield* bytes.setEncoding('utf8') as AsyncIterable<string>;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new Failure(`${path} cannot be read: ${code === 'ENOENT' ? 'there is no such file' : message}`);
  }
}

async function isPacked(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}
