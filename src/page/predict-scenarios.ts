import type { Shown } from './answer/answer-view.ts';
import { scenarios } from './answer/scenarios.ts';
import type { Compared } from './answer/show-heatmap.ts';
import { predictAll } from './api/client.ts';
import { findCalendar } from './words/calendar.ts';

interface Asked {
  path: string;
  key: string;
  date: string;
}

/** Asks for the visitor's row at other times, all at once; undefined where a model has none. */
export async function compare(
  { model, row }: Shown,
  { path, key, date }: Asked,
  signal: AbortSignal,
): Promise<Compared | undefined> {
  const found = scenarios(model.fields, findCalendar(model.fields), date);
  if (found === undefined || found.rows.length === 0) return undefined;
  const rows = found.rows.flatMap((step) => found.columns.map(({ values }) => ({ ...row, ...step.values, ...values })));
  return { scenarios: found, outcome: await predictAll(path, rows, key, signal), key };
}
