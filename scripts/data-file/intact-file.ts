import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Failure } from '../cli/command.ts';

export type Compression = 'none' | 'gzip' | 'zstd';

/** How a file is compressed, by its name. */
export function compressionOf(path: string): Compression {
  if (/\.gz$/i.test(path)) return 'gzip';
  return /\.zst$/i.test(path) ? 'zstd' : 'none';
}

/**
 * The first bytes of what a file holds. A compressed file is read to its end, because only its length and its checksum
 * say whether it is whole.
 * @throws {Failure} when the file is missing, or damaged
 */
export async function firstBytes(path: string, compression: Compression, most = 1_000_000): Promise<Buffer> {
  if (compression === 'none') return firstOf(path, most);
  const first: Buffer[] = [];
  let length = 0;
  const collect = new Writable({
    write(chunk: Buffer, _, done) {
      if (length < most) first.push(chunk);
      length += chunk.length;
      done();
    },
  });
  const decompress = compression === 'gzip' ? createGunzip() : createZstdDecompress();
  try {
    await pipeline(createReadStream(path), decompress, collect);
  } catch (error) {
    throw new Failure(
      `the data file ${path}: ${(error as Error).message}; it is damaged, or not a ${compression} file`,
    );
  }
  return Buffer.concat(first).subarray(0, most);
}

async function firstOf(path: string, most: number): Promise<Buffer> {
  const file = await open(path).catch((error: Error) => {
    throw new Failure(`the data file ${path}: ${error.message}`);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
