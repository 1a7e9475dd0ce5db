import { expect, test } from 'vitest';
import { loadRows } from '../../../../scripts/training/rows/load-rows.ts';
import { TEST } from '../../../../scripts/training/rows/rows.ts';
import { trainVariant } from '../../../../scripts/training/train-variant.ts';
import { created, pad, TARGET, table } from './created-model.ts';
import { noise } from './file-table.ts';

test('a date becomes a timestamp, of which features take the parts that recur', async () => {
  const day = (k: number) => `2024-${pad(1 + (k % 3))}-${pad(1 + (k % 28))}`;
  const data = table(noise(28), {
    seen: (k) => (k % 9 === 0 ? null : `${day(k)} ${pad((k * 5) % 24)}:30:00`),
    birthday: (k) => `19${50 + (k % 50)}-06-${pad(1 + (k % 28))}`,
    born: () => '2024-06-01',
  });
  const { definition, query, path, text } = await created(data, { ...TARGET, oneHot: true });
  expect(definition.fields).toEqual([
    { name: 'seen', type: 'timestamp', zone: 'UTC', missing: 'own', description: '' },
    { name: 'birthday', type: 'timestamp', zone: 'UTC', description: '' },
  ]);
  expect(definition.leftOut).toMatchObject({ born: 'constant: it has only one value' });
  expect(text).toMatch(/seen +timestamp +0\.\d\d +by the clocks of UTC; 23 missing, a value of its own/);
  expect(query).toContain('  "seen", -- missing in 23 of 200 rows\n  "birthday",\n');
  const rows = await loadRows(definition, query, path, 0);
  expect(trainVariant(definition.variants['one-hot']!, rows).gradient).toBeLessThan(1e-9);
});

test('a file with one date gets a time split; a file with two dates does not', async () => {
  const date = (k: number) => new Date(Date.UTC(2024, 0, 1 + k)).toISOString().slice(0, 10);
  const one = await created(table(noise(29), { day: date }), TARGET);
  const two = await created(table(noise(29), { day: date, due: (k) => date(k + (k % 9)) }), TARGET);
  expect(one.definition.splits.time).toEqual({
    description: 'day before 2024-06-08 against 2024-06-08 and later',
    train: `split_time < TIMESTAMP '2024-06-08'`,
    test: `split_time >= TIMESTAMP '2024-06-08'`,
  });
  expect(one.query).toContain('"day" AS split_time,\n  ("day")::DATE AS cluster --');
  expect(two.definition.splits).toEqual({});
  const rows = await loadRows(one.definition, one.query, one.path, 0);
  expect(rows.timeSplit.filter((part) => part === TEST)).toHaveLength(41);
});

test('dates that could be read in two orders are a guess, which the report names and --dates decides', async () => {
  const data = table(noise(72), {
    seen: (k) => `${pad(1 + (k % 12))}/${pad(1 + ((k >> 2) % 12))}/2023 ${pad(k % 24)}:15`,
  });
  const guessed = await created(data, TARGET);
  expect(guessed.text).toContain(
    'CHECK seen: 01/01/2023 00:15 is read day first, which is a guess because no day is above 12; --dates MDY reads the',
  );
  expect(guessed.definition.text).toEqual(['seen']);
  expect(guessed.query).toContain(`strptime(trim("seen"), '%d/%m/%Y %H:%M') AS "seen"`);
  const { query, text, definition, path } = await created(data, { ...TARGET, dates: 'MDY' });
  expect(query).toContain(`strptime(trim("seen"), '%m/%d/%Y %H:%M')`);
  expect(definition.fields[0]).toMatchObject({ name: 'seen', description: 'In the data, month first' });
  expect(text).not.toContain('guess');
  expect((await loadRows(definition, query, path, 0)).observations).toBe(200);
  await expect(created(table(noise(72), { x: noise(1) }), { ...TARGET, dates: 'MDY' })).rejects.toThrow(
    '--dates MDY: no column has dates such as 03/04/2023',
  );
});

test('times with an offset are local times: as they stand in the file, or of --zone', async () => {
  const hours = ({ cells }: Awaited<ReturnType<typeof loadRows>>) =>
    new Set(cells.get('seen')!.map((hour) => hour % 24));
  const load = async ({ definition, query, path }: Awaited<ReturnType<typeof created>>) =>
    hours(await loadRows(definition, query, path, 0));
  const written = (offset: (k: number) => number) =>
    table(noise(75), { seen: (k) => `2023-${pad(1 + (k % 12))}-10T0${k % 4}:30:00-0${offset(k)}:00` });
  const local = await created(
    written((k) => (k % 12 < 6 ? 4 : 3)),
    TARGET,
  );
  expect(local.text).toContain(
    'CHECK seen: times are local times as they stand in the file, without their offsets (-03:00, -04:00); name their zone',
  );
  expect(local.definition).toMatchObject({
    text: ['seen'],
    fields: [{ type: 'timestamp', zone: 'UTC', description: 'Local time as it stands in the data' }],
  });
  expect(await load(local)).toEqual(new Set([0, 1, 2, 3]));
  const one = await created(
    written(() => 3),
    TARGET,
  );
  expect(one.definition.fields[0]).toMatchObject({ zone: 'Etc/GMT+3' });
  const zulu = table(noise(75), { seen: (k) => `2023-07-0${1 + (k % 9)}T0${k % 4}:00:00Z` });
  const utc = await created(zulu, TARGET);
  expect(utc.text).toContain(
    'CHECK seen: times with an offset become UTC; if what matters is the local time, name its zone',
  );
  expect(await load(utc)).toEqual(new Set([0, 1, 2, 3]));
  const zoned = await created(zulu, { ...TARGET, zone: 'America/Santiago' });
  expect(zoned.query).toContain(`("seen" AT TIME ZONE 'America/Santiago') AS "seen"`);
  expect(zoned.definition.fields[0]).toMatchObject({
    zone: 'America/Santiago',
    description: 'Local time of America/Santiago',
  });
  expect(await load(zoned)).toEqual(new Set([20, 21, 22, 23]));
  await expect(created(zulu, { ...TARGET, zone: 'Santiago' })).rejects.toThrow('--zone "Santiago" is not a time zone');
  await expect(created(table(noise(75), { x: noise(1) }), { ...TARGET, zone: 'UTC' })).rejects.toThrow(
    '--zone UTC: no column',
  );
});
