import { percent, signed, withThousands } from '../cli/number-text.ts';
import { table } from '../cli/table.ts';
import type { Rehearsal, Week } from './rehearse.ts';

/** The weeks as a table, and what the whole time came to. */
export function renderRehearsal({ weeks, rows, logLoss, asTrained }: Rehearsal): string {
  return [
    table([
      [
        'week',
        'rows',
        'refused',
        'known',
        'drift',
        'answered',
        'observed',
        'log loss',
        'expected',
        'outcomes',
        'shift',
        'next',
        'version',
      ],
      ...weeks.map(row),
    ]),
    '',
    `Log loss of ${withThousands(rows)} answers: ${logLoss.toFixed(4)}; the model as trained, on the same rows: ${asTrained.toFixed(4)}.`,
    'Known: outcomes that became known in the week; answered, observed, log loss: what monitor said of those of its days. Each shift rests on them alone, and answers from the next week on.',
  ].join('\n');
}

function row(week: Week): string[] {
  return [
    String(week.week),
    withThousands(week.rows),
    String(week.refused),
    withThousands(week.known),
    week.drifted.join(', ') || '–',
    percent(week.answered),
    percent(week.observed),
    week.logLoss.toFixed(4),
    week.expected.toFixed(4),
    week.outcomesDrifted ? 'drifted' : '–',
    signed(week.shift, 3),
    signed(week.nextShift, 3),
    week.version.slice(0, 8),
  ];
}
