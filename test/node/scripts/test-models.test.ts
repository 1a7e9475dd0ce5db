import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program as train } from '../../../scripts/train.ts';
import { testGolden, testReproduction } from '../../../scripts/verify/model-tests.ts';
import { runCommand } from '../run-command.ts';
import { runScript } from '../run-script.ts';
import { enterSmallProject } from '../small-project.ts';

test('test-models asks every local route for its contract and its answers, and prints one table', async () => {
  const { code, stdout } = await runScript('test-models', ['us-delay', '--without-training', '--json']);
  const found: { subject: string; test: string; passed: boolean }[] = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(found.map(({ passed }) => passed)).not.toContain(false);
  expect(found.filter(({ test }) => test === 'served').map(({ subject }) => subject)).toEqual([
    ...['delay/forecast', 'delay/one-hot', 'delay/cyclic', 'delay/calendar', 'us-delay/one-hot', 'us-delay/crossed'],
  ]);
});

test('golden rows that are out of date, and an artifact that training would not write, fail and name the command', async () => {
  await enterSmallProject();
  expect((await runCommand(train, ['small'])).code).toBe(0);
  expect(testGolden('small')).toMatchObject({ passed: true, detail: '50 rows' });
  expect(await testReproduction('small')).toMatchObject([{ passed: true }, { passed: true }]);

  const path = 'models/small/cyclic.json';
  writeFileSync(path, readFileSync(path, 'utf8').replace('Is it late?', 'Will it be late?'));
  writeFileSync('models/small/examples.json', `${readFileSync('models/small/examples.json', 'utf8')}\n`);
  expect(testGolden('small')).toMatchObject({
    passed: false,
    detail: expect.stringContaining('models -- upgrade small'),
  });
  expect(await testReproduction('small')).toMatchObject([
    { subject: 'small/one-hot', passed: true },
    { subject: 'small/cyclic', passed: false, detail: expect.stringContaining('npm run train -- small') },
  ]);
});

test('without the data, training again is left out with the reason', async () => {
  await enterSmallProject();
  writeFileSync('flights.csv', '');
  const { definition } = JSON.parse(`{"definition":${readFileSync('models/small/model.json', 'utf8')}}`);
  writeFileSync('models/small/model.json', JSON.stringify({ ...definition, data: 'elsewhere.csv' }));
  const [found] = await testReproduction('small');
  expect(found).toMatchObject({
    subject: 'small',
    passed: undefined,
    detail: expect.stringContaining('elsewhere.csv'),
  });
});
