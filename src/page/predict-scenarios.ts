import type { AnswerView } from './answer/answer-view.ts';
import { scenarios } from './answer/scenarios.ts';
import type { ScenarioAnswers } from './answer/show-heatmap.ts';
import { predictAll } from './api/client.ts';
import { findCalendar } from './words/calendar.ts';

/** Asks for the visitor's row at other times, in one request; undefined where a model has no such scenarios. */
export async function predictScenarios(
  { model, row }: AnswerView,
  { path, key, date }: { path: string; key: string; date: string },
  signal: AbortSignal,
): Promise<ScenarioAnswers | undefined> {
  const found = scenarios(model.fields, findCalendar(model.fields), date);
  if (found === undefined || found.rows.length === 0) return undefined;
  const rows = found.rows.flatMap((step) => found.columns.map(({ values }) => ({ ...row, ...step.values, ...values })));
  return { scenarios: found, outcome: await predictAll(path, rows, key, signal), key };
}
