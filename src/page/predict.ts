import { writeAddress } from './address.ts';
import { curveFields } from './answer/curve-fields.ts';
import { showAnswer, showCurl } from './answer/show-answer.ts';
import { showHeatmap } from './answer/show-heatmap.ts';
import { initialThreshold } from './answer/threshold.ts';
import { explain, inferencePath } from './api/client.ts';
import type { Row } from './api/model.ts';
import { optionsOf } from './api/options.ts';
import { byId } from './dom/element.ts';
import { invite } from './invitation.ts';
import { startRequest } from './pending-request.ts';
import { predictScenarios } from './predict-scenarios.ts';
import { clearRefusal, showRefusal } from './show-refusal.ts';
import { givenKey, inputs, state, wordingOf } from './state.ts';

/** Asks for the row in the form, then for the same row at other times. Returns the input to fix, if it is a single one. */
export async function predict(): Promise<{ focus(): void } | undefined> {
  if (state.open === undefined) return undefined;
  const { model, fields } = state.open;
  const { language } = state;
  const signal = startRequest();
  if (state.view === undefined) invite('loading');
  const row = fields.row();
  const date = fields.date();
  const key = givenKey();
  const variant = inputs.variant.value;
  const path = inferencePath(model.model, variant);
  const url = `${path}${optionsOf(model, variant)}`;
  const outcome = await explain(url, row, key, signal);
  if (signal.aborted) return undefined;
  clearRefusal();
  byId('answers').classList.toggle('stale', outcome.refusal !== undefined);
  state.follows = outcome.value !== undefined || outcome.refusal.status === 422;
  if (outcome.refusal) return showRefusal(outcome.refusal);

  history.replaceState(null, '', writeAddress({ model: model.model, variant, date, row }));
  const answer = outcome.value;
  const threshold = state.view?.model === model ? state.view.threshold : initialThreshold(model, answer);
  const warnings = fields.showWarnings(answer.warnings ?? []);
  const view = { model, wording: wordingOf(model), language, row, answer, warnings, threshold };
  state.view = view;
  showAnswer(view);
  byId('heatmap-section').setAttribute('aria-busy', 'true');
  showCurl(`${location.origin}${url}`, row);

  const [scenarios] = await Promise.all([predictScenarios(view, { path, key, date }, signal), drawCurve()]);
  if (!signal.aborted)
    showHeatmap(view, scenarios, (row, column) => pick({ ...row.values, ...column.values }, row.date));
  return undefined;

  /** What draws curves is loaded only for a model that has one. */
  async function drawCurve(): Promise<void> {
    const candidates = curveFields(model.fields, row);
    byId('curve-section').hidden ||= candidates.length === 0;
    if (candidates.length === 0) return;
    const { showCurve } = await import('./answer/show-curve.ts');
    await showCurve(view, candidates, { path, key, touched: state.touched }, signal, pick);
  }
}

function pick(values: Row, date?: string): void {
  state.open?.fields.write(values, date);
  predict();
}
