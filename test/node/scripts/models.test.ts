import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { program } from '../../../scripts/models.ts';
import { program as recalibrate } from '../../../scripts/recalibrate.ts';
import { program as train } from '../../../scripts/train.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

test('models shows a recalibration that was written, and whether a variant is calibrated for times ahead', async () => {
  await enterSmallProject();
  expect((await runCommand(train, ['small', 'one-hot'])).code).toBe(0);
  writeFileSync('wrangler.toml', '[vars]\nROUTES = { small = "one-hot" }\nTIERS = {}\n');
  expect((await runCommand(program, [])).stdout).toMatch(/^small +one-hot .* – +– +sha256/m);
  writeFileSync('outcomes.csv', `hour,outcome\n${'1,1\n'.repeat(40)}`);
  const written = await runCommand(recalibrate, ['small', 'outcomes.csv', '--write']);
  expect(written.stdout).toContain('Clusters: none; rows are taken as independent.');
  const path = 'models/small/one-hot.json';
  const artifact = JSON.parse(readFileSync(path, 'utf8'));
  artifact.training.calibration = { intercept: 0.5, slope: 0.25, gains: [0.1], applied: true };
  writeFileSync(path, JSON.stringify(artifact));
  expect((await runCommand(program, [])).stdout).toMatch(
    /^small +one-hot .* 0\.5 \+ 0\.25·logit +\+\d\.\d{3}, 40 outcomes +sha256/m,
  );
  const [row] = JSON.parse((await runCommand(program, ['--json'])).stdout);
  expect(row).toMatchObject({ calibration: { applied: true }, recalibration: { rows: 40, positives: 40 } });
});
