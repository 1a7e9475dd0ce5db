import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program } from '../../../scripts/compare.ts';
import { writeRows } from '../../../scripts/study/write-rows.ts';
import { TEST } from '../../../scripts/training/rows/rows.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

test('compare says in one sentence that there is no contender of a name', async () => {
  await enterSmallProject();
  const { code, stderr } = await runCommand(program, ['small', 'constructor', 'one-hot', '--split', 'time']);
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /error: there is no "constructor" on the time split of small: it has one-hot.*python test\/oracle\/rivals\.py small/,
  );
});

test('compare refuses repeated seeds, and names one', async () => {
  const { code, stderr } = await runCommand(program, ['delay', 'one-hot', 'cyclic', '--seeds', '2,1,01']);
  expect(code).toBe(1);
  expect(stderr).toMatch(/'--seeds <n,n,…>' argument '2,1,01' is invalid\. expected every seed once: 1 is repeated/);
});

test('compare counts its comparisons, has both intervals in --json, and says better only with a verdict', async () => {
  await enterSmallProject({ weeks: 6 });
  const { stdout } = await runCommand(program, ['small', 'one-hot', 'cyclic', '--json']);
  const [random, time] = JSON.parse(stdout) as { cluster: object; figures: Record<string, unknown>[] }[];
  expect(random!.cluster).toEqual({ by: 'day (week, day)', count: 42 });
  expect(time!.cluster).toEqual({ by: 'day (week, day)', count: 7 });
  for (const figure of [...random!.figures, ...time!.figures]) {
    expect(figure).toMatchObject({ interval: [expect.any(Number), expect.any(Number)], p: expect.any(Number) });
    expect(figure).toHaveProperty('independentInterval.1');
    expect(figure.verdict).toMatch(/^(better|worse|no difference shown)$/);
  }
  const { stdout: text } = await runCommand(program, ['small', 'one-hot', 'cyclic']);
  expect(text).toContain('Verdicts count 10 comparisons: a difference is shown where its interval excludes 0');
  expect(text).toMatch(/^log loss .* (better|worse|no difference shown)$/m);
});

test('compare takes a rival of any model, whose answers are to the rows that write-rows.ts hands out', async () => {
  await enterSmallProject();
  await writeRows('small', 1, '.');
  const { fields, order, groups } = JSON.parse(readFileSync('rows.json', 'utf8'));
  expect([fields, order]).toEqual([[{ name: 'hour', type: 'integer' }], []]);
  const columns = new Float64Array(new Uint8Array(readFileSync('rows.bin')).buffer);
  const [hour, weight, positives, part] = Array.from({ length: 5 }, (_, c) =>
    columns.subarray(c * groups, (c + 1) * groups),
  );
  expect(Math.max(...hour!)).toBe(9);
  const lines = Array.from(weight!.keys()).flatMap((r) =>
    part![r] === TEST ? [`${weight![r]},${positives![r]},0.3`] : [],
  );
  mkdirSync('.data/rivals/small', { recursive: true });
  writeFileSync('.data/rivals/small/random-1-coin.csv', ['weight,positives,probability', ...lines, ''].join('\n'));
  const { stdout } = await runCommand(program, ['small', 'coin', 'one-hot', '--split', 'random']);
  expect(stdout).toMatch(/^AUC +0\.5000 +0\.\d{4} /m);
});
