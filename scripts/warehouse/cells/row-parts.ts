import type { ModelDefinition } from '../../models/definition.ts';
import { TEST, TRAIN, VALIDATION } from '../../training/rows/rows.ts';
import type { EngineDialect } from '../engines/dialect.ts';

/** The remainders by 9 of the powers of 256 that the last eight bytes of a hash count for, the first of them 1. */
const REMAINDERS = [1, 4, 7, 1, 4, 7, 1, 4];

/**
 * SQL for the part of a row in the random split, from a text that says which rows belong together: the same third as rows
 * in memory get by a column `split_key`.
 */
export function randomPart(dialect: EngineDialect, key: string, seed: number): string {
  const text = `CONCAT(${dialect.sql.text(`${seed}|`)}, ${key})`;
  const ninth = `MOD(${REMAINDERS.map((factor, k) => `${factor} * ${dialect.md5Byte(text, 8 + k)}`).join(' + ')}, 9)`;
  return `CASE ${ninth} WHEN 0 THEN ${TEST} WHEN 3 THEN ${TEST} WHEN 6 THEN ${TEST} WHEN 1 THEN ${VALIDATION} WHEN 2 THEN ${VALIDATION} ELSE ${TRAIN} END`;
}

/** SQL for the part of a row in the split by time; 0 for rows in no part. */
export function timePart({ time }: ModelDefinition['splits']): string {
  if (time === undefined) return '0';
  const before = `CASE WHEN ${time.validation ?? '1 = 0'} THEN ${VALIDATION} ELSE ${TRAIN} END`;
  return `CASE WHEN ${time.train} THEN ${before} WHEN ${time.test} THEN ${TEST} ELSE 0 END`;
}
