import { brackets, percent } from '../cli/number-text.ts';
import { selectValues } from '../maths/vector.ts';
import type { Study, StudySplit } from '../study/study.ts';
import type { Rate } from '../training/figures/rate-intervals.ts';
import { clusterSummary, clusterText } from '../training/rows/held-out-rows.ts';
import { markdownTable } from './markdown-table.ts';
import { FEWEST, groupFigures } from './measures/group-figures.ts';

/** The names of the fields that model.json calls sensitive. */
export function sensitiveFields({ fields }: Study['definition']): string[] {
  return fields.filter(({ sensitive }) => sensitive).map(({ name }) => name);
}

/** How the variant treats the groups of sensitive fields, on every split; nothing for a model without such fields. */
export function groupSection({ study, about }: { study: Study; about: string }): string[] {
  const names = sensitiveFields(study.definition);
  if (names.length === 0) return [];
  const [negative, positive] = study.definition.classes;
  return [
    '## Groups',
    `model.json calls these fields sensitive: ${names.join(', ')}. The tables compare the answers of \`${about}\` with reality in every group. “Missed” is the share of “${positive}” rows below the threshold, “false alarms” the share of “${negative}” rows from it on. Brackets are 95 % intervals of the shares. ${clusterText(...study.splits.map(clusterSummary))} Groups of fewer than ${FEWEST} held-out rows are hidden, and so are shares of fewer rows. A difference between groups alone does not say why they differ.`,
    ...study.splits.flatMap((split) => names.flatMap((name) => groupTable(study, split, about, name))),
  ];
}

function groupTable({ definition, rows }: Study, split: StudySplit, about: string, name: string): string[] {
  const named = Object.entries(definition.thresholds);
  const thresholds = named.length > 0 ? named : [['0.5', 0.5] as const];
  const { shown, hidden } = groupFigures(
    rows.fields.find((field) => field.name === name)!,
    selectValues(Float64Array.from(rows.cells.get(name)!), split.test),
    split.contenders.find((contender) => contender.name === about)!.logits,
    split,
    thresholds.map(([, threshold]) => threshold),
  );
  const heading = thresholds.flatMap(([threshold]) => [`missed (${threshold})`, `false alarms (${threshold})`]);
  const lines = shown.map(({ group, observed, answered, errors }) => [
    group,
    observed.rows.toFixed(0),
    shareText(observed),
    percent(answered),
    ...errors.flatMap(({ missed, falseAlarms }) => [shareText(missed), shareText(falseAlarms)]),
  ]);
  const note = hidden === 1 ? 'One group is hidden.' : `${hidden} groups are hidden.`;
  return [
    markdownTable([[`${name} (${split.split} split)`, 'rows', 'observed', 'answered', ...heading], ...lines]),
    ...(hidden > 0 ? [note] : []),
  ];
}

function shareText(share: Rate | undefined): string {
  return share ? `${percent(share.positives / share.rows)} ${brackets([share.low, share.high], 1, percent)}` : '–';
}
