import type { EngineDialect } from '../engines/dialect.ts';

/** Primes by which the columns of a row are mixed. */
const PRIMES = [7919, 104_729, 15_485_863, 32_452_843, 49_979_687, 67_867_967];

/** SQL for an integer that mixes columns of integers, the same in every engine, to draw rows by. */
export function mixedColumns({ rounded }: EngineDialect, columns: readonly string[]): string {
  if (columns.length === 0) return '0';
  return columns.map((column, k) => `${rounded(column)} * ${PRIMES[k % PRIMES.length]}`).join(' + ');
}
