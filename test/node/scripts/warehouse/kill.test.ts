import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { PROOF } from '../../../proof.ts';
import { enterSmallWarehouse } from './small-cells.ts';

const TRAIN = resolve('scripts/train.ts');
const ARTIFACT = 'models/small/plain.json';

/** Starts training in a process of its own. */
function start(...options: string[]) {
  return spawn(process.execPath, [TRAIN, 'small', 'plain', '--engine', 'duckdb', '--state', 'state', ...options], {
    stdio: 'ignore',
  });
}

/** How many stages the state has, at any depth. */
function stages(): number {
  try {
    const { levels } = JSON.parse(readFileSync('state/small/plain/state.json', 'utf8')) as { levels: unknown[][] };
    return levels.flat().length;
  } catch {
    return 0;
  }
}

test.runIf(PROOF)(
  'kill -9 at any point, twice in a row, and --resume write the same artifact',
  async () => {
    await enterSmallWarehouse();
    expect(await once(start(), 'close')).toEqual([0, null]);
    const whole = readFileSync(ARTIFACT);
    rmSync(ARTIFACT);
    for (const most of [1, 2, 4, 6]) {
      for (const resume of [[], ['--resume']]) {
        const child = start(...resume);
        const closed = once(child, 'close');
        while (child.exitCode === null && stages() < most + resume.length) await setTimeout(5);
        child.kill('SIGKILL');
        await closed;
      }
      expect(await once(start('--resume'), 'close')).toEqual([0, null]);
      expect(readFileSync(ARTIFACT).equals(whole)).toBe(true);
      rmSync(ARTIFACT);
    }
  },
  300_000,
);
