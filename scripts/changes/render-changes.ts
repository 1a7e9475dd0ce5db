import { brackets } from '../cli/number-text.ts';
import type { FigureChange } from './artifact-diff.ts';
import type { RouteChange } from './route-changes.ts';

/** How many categories a list names. */
const MOST_NAMED = 10;

/** The changes in Markdown, for the summary of a check: a sentence per route first, then what it means for callers. */
export function renderChanges(changes: readonly RouteChange[], revision: string): string {
  if (changes.length === 0) return `Every route serves what it serves at ${revision}.`;
  return changes.map(renderRoute).join('\n\n');
}

function renderRoute({ environments, model, before, after, diff, figures }: RouteChange): string {
  const verdict = `**${environments.join(', ')}: ${model}** changes from ${label(before)} to ${label(after)}.`;
  if (diff === undefined) return verdict;
  const { rows, moved, largest, refused, flips, gained, lost } = diff;
  const flipped = Object.entries(flips).flatMap(([name, count]) => (count > 0 ? [`${name}: ${count}`] : []));
  const points = [
    moved === 0
      ? `None of the ${rows} golden answers moves.`
      : `${moved} of ${rows} golden answers move, the largest by ${largest.toFixed(4)}.`,
    refused > 0 && `${refused} golden rows are accepted by one of the two only.`,
    flipped.length > 0 && `Decisions that flip at named thresholds: ${flipped.join(', ')}.`,
    gained.length > 0 && `Gained: ${named(gained)}.`,
    lost.length > 0 && `Lost: ${named(lost)}.`,
  ];
  return [
    verdict,
    ...figureTable(figures),
    points
      .filter(Boolean)
      .map((point) => `- ${point}`)
      .join('\n'),
  ].join('\n\n');
}

function figureTable(figures: readonly FigureChange[]): string[] {
  if (figures.length === 0) return [];
  const cell = (figure: FigureChange['before']) =>
    figure ? `${figure.value.toFixed(4)} ${brackets(figure.interval as [number, number], 4)}` : '–';
  const rows = figures.map(
    ({ split, name, before, after }) => `| ${name}, ${split} split | ${cell(before)} | ${cell(after)} |`,
  );
  return [['| held-out figure | before | after |', '| --- | --- | --- |', ...rows].join('\n')];
}

function label(variant: RouteChange['before']): string {
  return variant ? `${variant.variant}@${variant.digest.slice('sha256:'.length, 'sha256:'.length + 12)}` : 'nothing';
}

function named(values: readonly string[]): string {
  const rest = values.length - MOST_NAMED;
  return `${values.slice(0, MOST_NAMED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
