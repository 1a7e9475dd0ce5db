import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { beforeEach, expect, test } from 'vitest';
import { program } from '../../../scripts/train.ts';
import { runCommand } from '../run-command.ts';
import { enterSmallProject } from '../small-project.ts';

/** Rows of people: two frequent towns and two rare ones, and every sixth row positive. */
beforeEach(async () => {
  await enterSmallProject();
  const definition = {
    title: 'Is it late?',
    data: 'people.csv',
    classes: ['on time', 'late'],
    fields: [{ name: 'town', type: 'category' }],
    variants: { plain: { features: [{ type: 'one-hot', field: 'town' }] } },
  };
  const towns = Array.from({ length: 90 }, (_, k) => (k < 4 ? `Ana ${k >> 1}` : ['Arica', 'Lima'][k % 2]!));
  writeFileSync('models/small/model.json', JSON.stringify(definition));
  writeFileSync('models/small/rows.sql', 'SELECT town, late AS target, id AS split_key FROM data');
  writePeople(towns.map((town, k) => `${town},${k % 6 ? 0 : 1},${k}`));
});

function writePeople(lines: string[]): void {
  writeFileSync('people.csv', ['town,late,id', ...lines].join('\n'));
}

/** Everything that training has written. */
function written(): string {
  return globSync('models/small/*.json', { exclude: ['**/model.json'] })
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
}

test('train publishes no name of a category with fewer than ten rows, or than --min-count says', async () => {
  expect(await runCommand(program, ['small'])).toMatchObject({ code: 0 });
  expect(written()).toContain('"vocabulary": ["Arica", "Lima", "other"]');
  expect(written()).not.toContain('Ana');
  expect(await runCommand(program, ['small', '--min-count', '2'])).toMatchObject({ code: 0 });
  expect(written()).toContain('"vocabulary": ["Ana 0", "Ana 1", "Arica", "Lima"]');
  expect((await runCommand(program, ['small', '--min-count', '0'])).stderr).toContain(
    'expected a whole number above 0',
  );
});

test('train writes the artifact of a data set without held-out positives, and says which figures there are not', async () => {
  writePeople(Array.from({ length: 60 }, (_, k) => `${k % 2 ? 'Arica' : 'Lima'},${k === 6 ? 1 : 0},${k}`));
  const { code, stdout } = await runCommand(program, ['small']);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/held out random: .*all held-out rows are negative/),
  });
  expect(written()).toContain('"reason": "all held-out rows are negative"');
  expect(written()).not.toContain('"auc"');
});
