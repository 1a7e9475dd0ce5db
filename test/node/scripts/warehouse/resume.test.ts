import { readFileSync, rmSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openDatabase } from '../../../../scripts/data-file/database.ts';
import { readModel } from '../../../../scripts/models/read-model.ts';
import { requireVariant } from '../../../../scripts/models/require-variant.ts';
import { duckdbEngine } from '../../../../scripts/warehouse/engines/duckdb-engine.ts';
import type { Engine } from '../../../../scripts/warehouse/engines/engine.ts';
import { fileJournal } from '../../../../scripts/warehouse/engines/journal.ts';
import { prepareQuery, trainThrough } from '../../../../scripts/warehouse/train-through.ts';
import { PROOF } from '../../../proof.ts';
import { loadSmallData } from './engine-contract.ts';
import { enterSmallWarehouse, QUERY } from './small-cells.ts';

const STATE = 'state.json';

/** An engine that counts requests and fails after some, as if it had been killed; nothing is closed then. */
function interrupted(engine: Engine, after = Number.POSITIVE_INFINITY) {
  const asked = { requests: 0 };
  const count = () => {
    if (++asked.requests > after) throw new Error('killed');
  };
  const counted: Engine = {
    ...engine,
    run: async (statements, what) => {
      count();
      await engine.run(statements, what);
    },
    select: async (statements, what) => {
      count();
      return engine.select(statements, what);
    },
    close: async () => {},
  };
  return { engine: counted, asked };
}

/** Trains, and goes on from the state in the file. */
async function train(engine: Engine): Promise<string> {
  const { definition } = readModel('small');
  const variant = requireVariant('small', definition.variants, 'plain');
  const journal = fileJournal(STATE, 'a test');
  const own = { model: 'small', name: 'plain', variant, definition, query: QUERY, minCount: 10, journal };
  const prepared = await journal.keep(() => prepareQuery(engine, own));
  const { artifact } = await trainThrough(engine, prepared, { ...own, versions: {} });
  return JSON.stringify(artifact);
}

test('an interrupted training reaches the same bytes, wherever it was interrupted, with any number of threads', {
  timeout: PROOF ? 900_000 : 120_000,
}, async () => {
  await enterSmallWarehouse();
  const connection = await openDatabase();
  const engine = duckdbEngine(connection);
  await loadSmallData(engine);
  const first = interrupted(engine);
  const whole = await train(first.engine);
  const { requests } = first.asked;
  const places = PROOF ? Array.from({ length: requests }, (_, k) => k) : [3, 30];
  for (const [k, after] of places.entries()) {
    await engine.run([`SET threads = ${1 + (k % 4)}`, 'DROP TABLE IF EXISTS edge_logit_small_plain'], 'another start');
    rmSync(STATE, { force: true });
    await expect(train(interrupted(engine, after).engine)).rejects.toThrow('killed');
    await engine.run([`SET threads = ${4 - (k % 4)}`], 'going on');
    const rest = interrupted(engine);
    expect(await train(rest.engine)).toBe(whole);
    if (after === 30) expect(rest.asked.requests).toBeLessThan(requests - 15);
  }
  expect(readFileSync(STATE).length).toBeLessThan(50_000);
});

test('the state of another training is refused', async () => {
  await enterSmallWarehouse();
  await fileJournal(STATE, 'one').keep(async () => 1);
  expect(() => fileJournal(STATE, 'another')).toThrow(
    'state.json is the state of another training: leave out --resume',
  );
});

test('a journal gives back vectors to the last bit', async () => {
  await enterSmallWarehouse();
  const vector = Float64Array.of(0.1, -0, 1e-320, Math.PI);
  await fileJournal(STATE, 'one').keep(async () => ({ vector, nested: [1, 'a', null] }));
  const kept = await fileJournal(STATE, 'one').keep(async () => ({
    vector: new Float64Array(),
    nested: [] as unknown[],
  }));
  expect(kept).toEqual({ vector, nested: [1, 'a', null] });
});
