import { UNKNOWN } from '../../../src/core/cell.ts';
import type { TrainingRows } from '../../training/rows/rows.ts';

/** Rows in all samples of a field together, and the minimum for a value that has that many. */
const SAMPLE = 2000;
const FEWEST = 50;

/** Evenly spaced rows of every value of a field. */
export function sampleByCell(rows: TrainingRows, name: string): { cell: number; sample: number[] }[] {
  const cells = rows.cells.get(name)!;
  const rowsOf = new Map<number, number[]>();
  for (let r = 0; r < cells.length; r++) {
    const own = rowsOf.get(cells[r]!);
    if (own) own.push(r);
    else rowsOf.set(cells[r]!, [r]);
  }
  if (isCategory(rows, name)) rowsOf.delete(UNKNOWN);
  const most = Math.max(FEWEST, Math.ceil(SAMPLE / rowsOf.size));
  return [...rowsOf].sort(([a], [b]) => a - b).map(([cell, own]) => ({ cell, sample: evenly(own, most) }));
}

function evenly(rows: readonly number[], most: number): number[] {
  const count = Math.min(most, rows.length);
  return Array.from({ length: count }, (_, k) => rows[Math.floor(((k + 0.5) * rows.length) / count)]!);
}

/** The share of every value of a field, by weight. */
export function cellShares(rows: TrainingRows, name: string): Map<number, number> {
  const cells = rows.cells.get(name)!;
  const sums = new Map<number, number>();
  for (let r = 0; r < cells.length; r++) sums.set(cells[r]!, (sums.get(cells[r]!) ?? 0) + rows.weight[r]!);
  if (isCategory(rows, name)) sums.delete(UNKNOWN);
  const total = [...sums.values()].reduce((sum, own) => sum + own, 0);
  return new Map([...sums].map(([cell, own]) => [cell, own / total]));
}

function isCategory({ fields }: TrainingRows, name: string): boolean {
  return fields.find((field) => field.name === name)?.type === 'category';
}
