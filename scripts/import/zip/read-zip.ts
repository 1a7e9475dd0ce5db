import { crc32 } from 'node:zlib';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { Failure } from '../../cli/failure.ts';
import { checksums } from './checksums.ts';

/** The most bytes of everything in an archive, unpacked. */
const MOST_BYTES = 32 * 2 ** 20;
/** A model has an entry per array. */
const MOST_ENTRIES = 10_000;
/** Deflate shrinks arrays and JSON to a twentieth at most, and the zeros of a bomb to a thousandth. */
const MOST_RATIO = 200;
/** Entries of at most this many bytes may shrink as they like. */
const SMALL = 2 ** 20;

/**
 * The entries of a zip archive in memory, by name. Nothing is written to disk, and nothing is unpacked whose stated size is
 * beyond the limits. An entry that has another size or checksum than it states is refused.
 * @param label name of the archive, for the error
 * @throws {Failure} for names with folders, entries that are too many or too large, and damaged archives
 */
export function readZip(bytes: Uint8Array, label: string): Map<string, Uint8Array> {
  const sizes = new Map<string, number>();
  let total = 0;
  const accept = (entry: UnzipFileInfo) => {
    const { name, originalSize } = entry;
    total += originalSize;
    const error =
      nameError(name, sizes) ??
      sizeError(entry) ??
      (sizes.size >= MOST_ENTRIES ? `more than ${MOST_ENTRIES} entries` : undefined) ??
      (total > MOST_BYTES ? `more than ${MOST_BYTES} bytes when unpacked` : undefined);
    if (error) throw new Failure(`${label} has ${error}`);
    sizes.set(name, originalSize);
    return true;
  };
  const files = new Map(Object.entries(unpack(bytes, label, accept)));
  const expected = checksums(bytes);
  for (const [name, contents] of files) {
    if (contents.length !== sizes.get(name) || crc32(contents) !== expected.get(name)) {
      throw new Failure(
        `${label} is damaged: ${name} does not have the length and the checksum that the archive states`,
      );
    }
  }
  return files;
}

function nameError(name: string, known: ReadonlyMap<string, unknown>): string | undefined {
  const shown = JSON.stringify(name.slice(0, 80));
  if (known.has(name)) return `two entries named ${shown}`;
  return /^\w[\w.-]*$/.test(name) && name !== '__proto__'
    ? undefined
    : `an entry named ${shown}; expected names without folders`;
}

function sizeError({ name, size, originalSize, compression }: UnzipFileInfo): string | undefined {
  if (compression === 0 && size !== originalSize)
    return `two sizes for ${name}, which is not compressed: ${size} and ${originalSize} bytes`;
  if (originalSize <= SMALL || originalSize <= size * MOST_RATIO) return undefined;
  return `an entry ${name} that would unpack from ${size} to ${originalSize} bytes; expected at most ${MOST_RATIO} times as many`;
}

function unpack(bytes: Uint8Array, label: string, filter: (entry: UnzipFileInfo) => boolean) {
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(`${label} is not a whole zip archive`);
  }
}
