import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * Changes to a project folder with one model, `small`, until the test ends. Its data are 300 flights: the later the hour,
 * the more are late; the last 60 are in June.
 */
export async function enterSmallProject(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'small-project-'));
  const model = join(folder, 'models', 'small');
  await mkdir(model, { recursive: true });
  const definition = {
    title: 'Is it late?',
    data: 'flights.csv',
    classes: ['on time', 'late'],
    fields: [{ name: 'hour', type: 'integer' }],
    variants: {
      'one-hot': { features: [{ type: 'one-hot', field: 'hour' }] },
      cyclic: { features: [{ type: 'cyclic', field: 'hour', period: 24 }] },
    },
    splits: { time: { train: 'month <= 5', test: 'month = 6' } },
  };
  const flights = Array.from({ length: 300 }, (_, k) => [k % 10, k < 240 ? 5 : 6, k % 10 > (k * 7) % 11 ? 1 : 0]);
  await writeFile(join(model, 'model.json'), JSON.stringify(definition));
  await writeFile(join(model, 'rows.sql'), 'SELECT hour, month, late AS target FROM data');
  await writeFile(join(folder, 'flights.csv'), ['hour,month,late', ...flights].join('\n'));
  const before = process.cwd();
  process.chdir(folder);
  onTestFinished(async () => {
    process.chdir(before);
    await rm(folder, { recursive: true, force: true });
  });
}
