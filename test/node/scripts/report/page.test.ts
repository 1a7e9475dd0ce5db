import { expect, test } from 'vitest';
import type { ErrorCosts } from '../../../../scripts/report/measures/costs.ts';
import type { WrittenChanges } from '../../../../scripts/report/measures/written-changes.ts';
import { renderPage } from '../../../../scripts/report/page.ts';
import { rankingsOf } from '../../../../scripts/report/pictures.ts';
import type { Contender } from '../../../../scripts/study/contender.ts';
import { keepRivals } from '../../../../scripts/study/rivals.ts';
import type { Study } from '../../../../scripts/study/study.ts';

const ROWS = { weight: Float64Array.of(1, 2), positives: Float64Array.of(0, 1) };

/** The page of a model that only has a random split, answered by these. */
function pageOf(contenders: Contender[], costs: ErrorCosts[] = [], written: WrittenChanges = {}): string {
  const study = {
    model: 'delay',
    seed: 1,
    definition: {
      title: 'Late?',
      classes: ['on time', 'late'],
      variants: { plain: { description: '' } },
      fields: [],
      thresholds: {},
      splits: {},
    },
    rows: ROWS,
    splits: [{ split: 'random', ...ROWS, contenders }],
  } as unknown as Study;
  const page = { study, rankings: rankingsOf(study), about: 'plain', against: 'plain', recalibration: [], written };
  return renderPage({ ...page, pictures: [], costs, command: 'npm run report -- delay --variant plain' });
}

const PLAIN: Contender = { name: 'plain', kind: 'variant', logits: Float64Array.of(-1, 1) };
const TREES: Contender = { name: 'trees', kind: 'rival', logits: Float64Array.of(-1, 2) };

test('the page says that it has no rivals', () => {
  expect(pageOf([PLAIN])).toContain('There are no rivals on the random split');
  expect(pageOf([PLAIN])).not.toContain('A rival is');
});

test('a page with rivals says what they are, and keepRivals() recognises it', () => {
  const page = pageOf([PLAIN, TREES]);
  expect(page).toContain('A rival is another learner');
  expect(page).toContain('| random split: difference from **plain** |');
  const nowhere = { model: 'delay', seed: 1, folder: 'no such folder' };
  expect(() => keepRivals(page, nowhere)).toThrow(/on the random split, but/);
  expect(() => keepRivals(pageOf([PLAIN]), nowhere)).not.toThrow();
});

test('the page names its command, and mentions no split by time if the model has none', () => {
  const page = pageOf([PLAIN]);
  expect(page).toContain('_Written by `npm run report -- delay --variant plain`. ');
  expect(page).not.toContain('time split');
});

test('the page shows costs once, even if they are among the usual ones', () => {
  const lines = pageOf(
    [PLAIN],
    [
      { miss: 4, falseAlarm: 1 },
      { miss: 3, falseAlarm: 1 },
    ],
  ).split('\n');
  for (const ratio of ['4 : 1', '3 : 1'])
    expect(lines.filter((line) => line.startsWith(`| ${ratio} `))).toHaveLength(1);
});

test('groups of a sensitive field have a table; other models have no such section', () => {
  const rows = {
    weight: new Float64Array(300).fill(1),
    positives: Float64Array.from({ length: 300 }, (_, r) => r % 2),
  };
  const field = { name: 'sex', type: 'category', vocabulary: ['f', 'm', 'x'] };
  const cells = Uint16Array.from({ length: 300 }, (_, r) => (r < 180 ? 0 : r < 299 ? 1 : 2));
  const contender: Contender = { name: 'plain', kind: 'variant', logits: new Float64Array(300) };
  const study = {
    model: 'people',
    seed: 1,
    definition: {
      title: 'Hired?',
      classes: ['no', 'yes'],
      variants: { plain: { description: '' } },
      fields: [{ ...field, sensitive: true }],
      thresholds: { invite: 0.4 },
      splits: {},
    },
    rows: { ...rows, fields: [field], cells: new Map([['sex', cells]]) },
    splits: [{ split: 'random', test: Uint32Array.from(cells.keys()), ...rows, contenders: [contender] }],
  } as unknown as Study;
  const page = { study, rankings: rankingsOf(study), about: 'plain', against: 'plain', recalibration: [], written: {} };
  const text = renderPage({ ...page, pictures: [], costs: [], command: 'npm run report -- people' });
  expect(text).toContain('model.json calls these fields sensitive: sex.');
  expect(text).toContain(
    '| sex (random split) | rows | observed | answered | missed (invite) | false alarms (invite) |',
  );
  expect(text).toMatch(
    /\n\| f \| 180 \| 50\.0 % \[42\.8 %, 57\.2 %\] \| 50\.0 % \| 0\.0 % \[.*\] \| 100\.0 % \[.*\] \|\n/,
  );
  expect(text).toContain('2 groups are hidden.');
  expect(text).not.toMatch(/\n\| [mx] \|/);
  expect(pageOf([PLAIN])).not.toContain('## Groups');
});

test('the page shows a recalibration that was written, and what it does to the figures', () => {
  const figures = { auc: 0.7, logLoss: 0.5, brier: 0.2, averagePrecision: 0.4, calibrationError: 0.03, tooLow: 0.021 };
  const recalibration = {
    shift: -0.25,
    rows: 1200,
    positives: 300,
    splits: [{ split: 'random', plain: figures, shifted: { ...figures, logLoss: 0.4, tooLow: -0.013 } }],
  };
  const calibration = { intercept: 0.1, slope: 0.9, gains: [], applied: true };
  const page = pageOf([PLAIN], [], { calibration, recalibration });
  expect(page).toContain(
    '`plain` is calibrated for times ahead: its logits have the intercept +0.100 and the slope 0.900',
  );
  expect(page).toContain(
    'shifted all answers of `plain` by −0.250 log-odds, from 1,200 outcomes, 25.0 % of them positive',
  );
  expect(page).toContain('| random split, as trained | 2.1 points | 0.5000 | 0.2000 | 0.0300 |');
  expect(page).toContain('| random split, as served | −1.3 points | 0.4000 | 0.2000 | 0.0300 |');
  expect(pageOf([PLAIN])).not.toContain('A recalibration was written');
});
