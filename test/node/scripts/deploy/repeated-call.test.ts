import { expect, test } from 'vitest';
import { repeatedCall } from '../../../../scripts/deploy/repeated-call.ts';
import { WranglerFailure } from '../../../../scripts/wrangler/wrangler-call.ts';

/** Calls something that fails some times, and returns how long it waited in between. */
async function waitsOf(failures: number, code?: number): Promise<number[]> {
  const waits: number[] = [];
  let left = failures;
  const call = async () => {
    if (left-- > 0) throw new WranglerFailure('status 503', code);
    return { stdout: '', entries: [] };
  };
  await repeatedCall('a listing', [], { call, sleep: async (wait) => void waits.push(wait) });
  return waits;
}

test('repeatedCall() tries three times', async () => {
  expect(await waitsOf(0)).toEqual([]);
  expect(await waitsOf(2)).toEqual([1000, 5000]);
  await expect(waitsOf(3)).rejects.toThrow('status 503');
});

test('repeatedCall() does not wait for a Worker that does not exist', async () => {
  await expect(waitsOf(1, 10007)).rejects.toThrow('status 503');
});
