import { brackets, percent, signed, withThousands } from '../cli/number-text.ts';
import { table } from '../cli/table.ts';
import type { Estimate } from '../training/figures/bootstrap.ts';
import { FIGURE_NAMES, figureText } from '../training/figures/figure-text.ts';
import { clusterText } from '../training/rows/held-out-rows.ts';
import { adviceText, challengeText, driftText, matchText, rateText } from './findings.ts';
import type { MonitoredVariant, Monitoring } from './monitor.ts';

/** The days that the terminal shows; the page shows all. */
const LAST_DAYS = 14;

/** The result as text for a terminal. */
export function renderMonitoring(found: Monitoring): string {
  return [
    `${found.model}: ${matchText(found)}`,
    ...found.variants.map((variant) =>
      [
        `${found.model}/${variant.variant} (${variant.digest.slice(0, 'sha256:'.length + 12)}): ${rateText(variant)}`,
        table(figureRows(variant)),
        driftText(variant),
        adviceText(found.model, variant),
      ].join('\n'),
    ),
    ...found.challenges.map(challengeText),
    ...(found.days.length > 0 ? [table(dayRows(found))] : []),
    `Brackets are 95 % intervals. ${clusterText(found.clusters)} “Expected” is what the answers to these rows would lead to if they were right.`,
  ].join('\n\n');
}

/** The figures of an artifact as a table, the heading first. */
export function figureRows({ figures, calibrationIntercept, calibrationSlope }: MonitoredVariant): string[][] {
  return [
    ['figure', 'held out', 'expected', 'realised', 'realised − expected'],
    ...(['auc', 'logLoss', 'brier'] as const).map((name) => {
      const { heldOut, expected, realised, gap } = figures[name];
      return [
        FIGURE_NAMES[name],
        heldOut === undefined ? '–' : figureText(heldOut),
        figureText(expected),
        estimateText(realised),
        signedText(gap),
      ];
    }),
    [FIGURE_NAMES.calibrationIntercept, '', '0', signedText(calibrationIntercept), ''],
    ...(calibrationSlope ? [[FIGURE_NAMES.calibrationSlope, '', '1', estimateText(calibrationSlope), '']] : []),
  ];
}

function estimateText({ value, interval }: Estimate): string {
  return Number.isFinite(value) ? `${figureText(value)} ${brackets(interval, 4)}` : '–';
}

function signedText({ value, interval }: Estimate): string {
  return Number.isFinite(value) ? `${signed(value)} ${brackets(interval, 4, signed)}` : '–';
}

function dayRows({ days, clusters }: Monitoring): string[][] {
  const shown = days.slice(-LAST_DAYS);
  return [
    [clusters?.by ?? 'day', 'rows', 'with outcome', 'mean answer', 'observed'],
    ...shown.map(({ day, rows, known, answered, observed }) => [
      day,
      withThousands(rows),
      percent(known / rows),
      known > 0 ? percent(answered) : '–',
      known > 0 ? percent(observed) : '–',
    ]),
    ...(shown.length < days.length ? [[`(${days.length - shown.length} earlier)`, '', '', '', '']] : []),
  ];
}
