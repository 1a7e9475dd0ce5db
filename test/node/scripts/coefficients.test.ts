import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program } from '../../../scripts/coefficients.ts';
import { program as train } from '../../../scripts/train.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

const coefficients = (...args: string[]) => runCommand(program, args);

test('coefficients lists the intercept and every coefficient, with the training rows behind it', async () => {
  await enterSmallProject();
  writeFileSync('wrangler.toml', '[vars]\nROUTES = { small = "one-hot" }\nTIERS = {}\n');
  const untrained = await coefficients('small');
  expect(untrained).toMatchObject({
    code: 1,
    stderr: 'error: small/one-hot is not trained: npm run train -- small one-hot\n',
  });
  expect((await runCommand(train, ['small'])).code).toBe(0);
  const artifact = JSON.parse(readFileSync('models/small/one-hot.json', 'utf8'));
  const rows = JSON.parse((await coefficients('small', '--json', '--rows')).stdout);
  expect(rows[0]).toMatchObject({ feature: 'intercept', logOdds: artifact.intercept });
  expect(rows.slice(1).map(({ logOdds }: { logOdds: number }) => logOdds)).toEqual(artifact.features[0].coefficients);
  expect(rows[1]).toMatchObject({
    feature: 'one-hot of hour',
    value: '0',
    rows: 30,
    oddsRatio: Math.exp(rows[1].logOdds),
  });
  expect((await coefficients('small', 'cyclic', '--csv')).stdout).toMatch(
    /^feature,value,logOdds,oddsRatio,low,high,rows\nintercept,,.+\ncyclic of hour,"sine, period 24",/,
  );

  writeFileSync('flights.csv', readFileSync('flights.csv', 'utf8').replace('\n3,', '\n4,'));
  expect((await coefficients('small', '--rows')).stderr).toContain('error: the data are not those that trained small');
  expect((await coefficients('small', 'nope')).stderr).toContain('error: model small has no variant "nope"');
});
