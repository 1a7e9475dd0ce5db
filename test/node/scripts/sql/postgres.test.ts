import { expect, test } from 'vitest';
import { CITIES } from './artifacts.ts';
import { sqlContract } from './contract.ts';
import { answersOf, postgresEngine } from './engines.ts';
import { foldingContract } from './folding-contract.ts';

sqlContract(postgresEngine, [
  ['instant', "TIMESTAMPTZ '2027-02-05 21:30:00+00'", 18],
  ['instant', "TIMESTAMPTZ '2027-07-05 21:30:00+00'", 17],
  ['local', "TIMESTAMP '2027-02-05 18:30:00'", 18],
  ['local', "DATE '2027-02-05'", 0],
  ['text', "TIMESTAMP '2027-02-05 18:30:00'", 18],
  ['text', "DATE '2027-02-05'", 0],
]);
foldingContract(postgresEngine);

test('a backslash of a category is one, whatever standard_conforming_strings says', async () => {
  const engine = await postgresEngine();
  const artifact = { ...CITIES, fields: [{ ...CITIES.fields[0]!, vocabulary: ['a\\b', "\\'", 'c'] }] } as typeof CITIES;
  await engine.run('SET standard_conforming_strings = off');
  try {
    const answers = await answersOf(engine, artifact, [{ city: 'a\\b' }, { city: "\\'" }]);
    expect(answers.map(({ problem }) => problem)).toEqual([null, null]);
  } finally {
    await engine.run('RESET standard_conforming_strings');
  }
});
