import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * Changes to a project folder with one model, `small`, until the test ends. Its data are flights: the later the hour, the
 * more are late. There are 300 of them, the last 60 in June; or 84 a week, whose days are fields and order the time split.
 */
export async function enterSmallProject({ weeks }: { weeks?: number } = {}): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'small-project-'));
  const model = join(folder, 'models', 'small');
  await mkdir(model, { recursive: true });
  const dated = weeks === undefined ? [] : ['week', 'day'];
  const definition = {
    title: 'Is it late?',
    data: 'flights.csv',
    classes: ['on time', 'late'],
    fields: ['hour', ...dated].map((name) => ({ name, type: 'integer' })),
    variants: {
      'one-hot': { features: [{ type: 'one-hot', field: 'hour' }] },
      cyclic: { features: [{ type: 'cyclic', field: 'hour', period: 24 }] },
    },
    splits: {
      time: weeks
        ? { train: `week < ${weeks}`, test: `week = ${weeks}`, order: dated }
        : { train: 'month <= 5', test: 'month = 6' },
    },
  };
  const flights = Array.from({ length: weeks ? 84 * weeks : 300 }, (_, k) => {
    const when = weeks ? [Math.floor(k / 84) + 1, (k % 7) + 1] : [k < 240 ? 5 : 6];
    return [k % 10, ...when, k % 10 > (k * 7) % 11 ? 1 : 0];
  });
  const columns = ['hour', ...(weeks ? dated : ['month'])].join(', ');
  await writeFile(join(model, 'model.json'), JSON.stringify(definition));
  await writeFile(join(model, 'rows.sql'), `SELECT ${columns}, late AS target FROM data`);
  await writeFile(join(folder, 'flights.csv'), [`${columns.replaceAll(' ', '')},late`, ...flights].join('\n'));
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  });
}
