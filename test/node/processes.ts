import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';

/** The processes that a process started and that still run. Only on Linux. */
export function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until a condition holds, at most 10 s. */
export async function until(condition: () => boolean): Promise<void> {
  for (let k = 0; k < 200 && !condition(); k++) await sleep(50);
  expect(condition()).toBe(true);
}
