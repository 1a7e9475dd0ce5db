import { percent, withThousands } from '../cli/number-text.ts';
import { sum } from '../maths/vector.ts';
import type { RecalibrationEffect } from '../recalibrate/recalibrate-in-order.ts';
import { type Ranking, rankingOf } from '../study/contender.ts';
import { withoutRivals } from '../study/rivals.ts';
import type { Study, StudySplit } from '../study/study.ts';
import { figureText } from '../training/figures/figure-text.ts';
import { holmText } from '../training/figures/holm.ts';
import { metrics } from '../training/figures/metrics.ts';
import { clusterSummary, clusterText } from '../training/rows/held-out-rows.ts';
import { costTable } from './cost-table.ts';
import { bestVariant, differencesTables, figuresTable } from './figure-tables.ts';
import { groupSection } from './group-tables.ts';
import { markdownTable } from './markdown-table.ts';
import type { ErrorCosts } from './measures/costs.ts';
import { meanGap } from './measures/findings.ts';
import type { WrittenChanges } from './measures/written-changes.ts';
import { writtenSection } from './written-section.ts';

export interface Page {
  study: Study;
  rankings: readonly Ranking[];
  /** The variant that the report is about, and the one that it is compared with. */
  about: string;
  against: string;
  recalibration: readonly { window: number | undefined; effect: RecalibrationEffect }[];
  /** What was done to the coefficients of the variant after the fit. */
  written: WrittenChanges;
  pictures: readonly { name: string; shows: string }[];
  costs: readonly ErrorCosts[];
  /** The command that writes the report again. */
  command: string;
}

/** The report as Markdown: first for readers without statistics, then the figures, then field by field. */
export function renderPage(page: Page): string {
  const { study, about, pictures } = page;
  const { definition, model, rows } = study;
  const [negative, positive] = definition.classes;
  const total = sum(rows.weight);
  const positives = sum(rows.positives);
  const picture = (name: string) => pictures.filter((one) => one.name === name).map(image);
  const several = (begin: string) => pictures.filter(({ name }) => name.startsWith(begin)).map(image);
  const crosses = several('cross-');
  const alone = withoutRivals(study, study.splits);
  const sections = [
    `# ${model}: the report`,
    `_Written by \`${page.command}\`. Figures and curves are from rows that their fit did not see. Only the pictures of combinations and of single fields show all rows, and the served coefficients, which were fitted to all of them._`,
    `**${definition.title}** The data hold ${withThousands(total)} rows, ${withThousands(positives)} of them “${positive}” (${percent(positives / total)}). This report is about the variant \`${about}\`: ${definition.variants[about]!.description.toLowerCase() || 'no description'}.`,
    '## In short',
    study.splits.map((split) => inShort(split, page)).join('\n'),
    `The random split measures how well the model describes rows like those it was fitted to${study.splits.some(({ split }) => split === 'time') ? '; the time split, how well it predicts what comes next' : ''}.`,
    '## How good it is',
    `AUC: how often a random “${positive}” row gets a higher answer than a random “${negative}” row (0.5 is guessing). Log loss and Brier: how far the probabilities are off; smaller is better. Average precision: the share of “${positive}” among the flagged rows, averaged over thresholds that find more and more of them; guessing gets their share of all rows. Calibration error: the mean difference between answers and reality over tenths of the rows. Net calibration error: the root mean square difference, without what chance adds to it. Brackets are 95 % bootstrap intervals. ${clusterText(...study.splits.map(clusterSummary))}`,
    ...whoIsWho(study),
    ...study.splits.map((split) => figuresTable(split, about, study.seed)),
    ...(alone ? [alone] : []),
    ...picture('roc'),
    ...picture('precision-recall'),
    ...againstOthers(page),
    '## Are its probabilities right?',
    ...picture('reliability'),
    ...picture('answers'),
    ...writtenSection(about, page.written),
    ...recalibrationSection(page),
    ...picture('recalibration'),
    ...groupSection(page),
    '## What it is worth',
    ...costTable(page),
    ...picture('costs'),
    ...(crosses.length > 0 ? ['## Combinations of fields', SERVED, ...crosses] : []),
    '## Field by field',
    SERVED,
    ...several('field-'),
  ];
  return `${sections.join('\n\n')}\n`;
}

const SERVED = '_Rates and counts are from all rows, effects from the served coefficients._';

const KINDS = {
  variant: 'A variant is a model of this project.',
  baseline: 'A baseline is only fitted for comparison and never served; model.json describes it.',
  rival: 'A rival is another learner, fitted to the same rows; `test/oracle/README.md` describes each of them.',
};

/** What the kinds of contenders are, if there are several. */
function whoIsWho({ splits }: Study): string[] {
  const found = new Set(splits.flatMap(({ contenders }) => contenders.map(({ kind }) => kind)));
  const kinds = (['variant', 'baseline', 'rival'] as const).filter((kind) => found.has(kind));
  return kinds.length > 1 ? [kinds.map((kind) => KINDS[kind]).join(' ')] : [];
}

function inShort({ split, ...held }: StudySplit, { study, rankings, about, against }: Page): string {
  const { definition } = study;
  const [negative, positive] = definition.classes;
  const { auc } = metrics(rankingOf(rankings, split, about).set);
  const other = metrics(rankingOf(rankings, split, against).set).auc;
  const rows = sum(held.weight);
  const how = split === 'time' ? definition.splits.time!.description : 'a third of the rows, drawn at random';
  const compared = about === against ? '' : `; \`${against}\` manages ${(100 * other).toFixed(1)}`;
  return `- **${split} split** (${how}; ${withThousands(rows)} rows held out): of two rows, one “${positive}” and one “${negative}”, it gives the “${positive}” one the higher answer ${(100 * auc).toFixed(1)} times in 100${compared}.`;
}

function againstOthers({ study, rankings, about }: Page): string[] {
  if (new Set(rankings.map(({ contender }) => contender.name)).size === 1) return [];
  const pairs = study.splits.flatMap((split) =>
    [...new Set([about, bestVariant(split.split, rankings)])].map((name) => ({ split, name })),
  );
  const { tables, comparisons } = differencesTables(pairs, study.seed);
  return [
    '### Against the others, on the same rows',
    `Differences are the other minus the variant: a negative AUC and a positive log loss mean that the variant is better. Brackets are 95 % intervals of a paired bootstrap, by the same clusters. “better” and “worse” are about the other. ${holmText(comparisons)}`,
    ...tables,
  ];
}

function recalibrationSection({ recalibration, about, study }: Page): string[] {
  if (recalibration.length === 0) return [];
  const line = (name: string, effect: RecalibrationEffect, key: 'plain' | 'shifted') => {
    const { logLoss, brier, calibrationError, auc } = effect[key];
    const gap = `${(100 * meanGap(effect.periods, key)).toFixed(1)} points`;
    return [name, gap, ...[logLoss, brier, calibrationError, auc].map((value) => figureText(value))];
  };
  return [
    `### When times change: one number helps`,
    `The rate of “${study.definition.classes[1]}” changes over time, and the answers of an older fit are then too low or too high. \`npm run recalibrate -- ${study.model} OUTCOMES.csv\` fits one shift of the intercept to recent outcomes. The table replays this week by week on the rows held out by time: each week is answered from the weeks before it. The number of weeks to look back was not tuned on these weeks; if the rate jumps up and down, a short window lags behind it. A shift does not change the order of the rows it applies to; AUC changes because every week has its own shift.`,
    markdownTable([
      [about, 'answers too low by', 'log loss', 'Brier', 'calibration error', 'AUC'],
      line('as trained', recalibration[0]!.effect, 'plain'),
      ...recalibration.map(({ window, effect }) => {
        const name = window ? `from the last ${window === 1 ? 'week' : `${window} weeks`}` : 'from all weeks before';
        return line(`recalibrated ${name}`, effect, 'shifted');
      }),
    ]),
  ];
}

function image({ name, shows }: { name: string; shows: string }): string {
  return `![${shows}](${name}.svg)`;
}
