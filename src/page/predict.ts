import { writeAddress } from './address.ts';
import { firstThreshold } from './answer/evaluations.ts';
import type { Step } from './answer/scenarios.ts';
import { showAnswer, showCurl } from './answer/show-answer.ts';
import { showHeat } from './answer/show-heatmap.ts';
import { explain, inferencePath, type Refusal } from './api/client.ts';
import { optionsOf } from './api/options.ts';
import { byId } from './dom/element.ts';
import { startAsking } from './pending-request.ts';
import { compare } from './predict-scenarios.ts';
import { clearRefusal, showRefusal } from './show-refusal.ts';
import { givenKey, inputs, state, wordingOf } from './state.ts';

/** Asks for the row in the form, then for the same row at other times. Returns what the visitor has to mend, if any. */
export async function predict(): Promise<{ focus(): void } | undefined> {
  if (state.open === undefined) return undefined;
  const { model, fields } = state.open;
  const { language } = state;
  const signal = startAsking();
  const row = fields.row();
  const date = fields.date();
  const key = givenKey();
  const variant = inputs.variant.value;
  const path = inferencePath(model.model, variant);
  const url = `${path}${optionsOf(model, variant)}`;
  const outcome = await explain(url, row, key, signal);
  if (signal.aborted) return undefined;
  withdrawRefusal();
  byId('answers', HTMLElement).classList.toggle('stale', outcome.refusal !== undefined);
  state.follows = outcome.value !== undefined || outcome.refusal.status === 422;
  if (outcome.refusal) return refuse(outcome.refusal);

  history.replaceState(null, '', writeAddress({ model: model.model, variant, date, row }));
  const answer = outcome.value;
  const threshold = state.shown?.model === model ? state.shown.threshold : firstThreshold(model, answer);
  const warnings = fields.showWarnings(answer.warnings ?? []);
  const shown = { model, wording: wordingOf(model), language, row, answer, warnings, threshold };
  state.shown = shown;
  showAnswer(shown);
  byId('heat-section', HTMLElement).setAttribute('aria-busy', 'true');
  showCurl(`${location.origin}${url}`, row);

  const compared = await compare(shown, { path, key, date }, signal);
  if (!signal.aborted) showHeat(shown, compared, pick);
  return undefined;
}

function pick(step: Step, column: Step): void {
  state.open?.fields.write({ ...step.values, ...column.values }, step.date);
  predict();
}

/** Shows why the API refused, and remembers it for another language. */
export function refuse(refusal: Refusal): { focus(): void } | undefined {
  state.refused = refusal;
  return showRefusal(refusal, state.language, state.open?.fields);
}

/** Takes back what an earlier refusal said. */
export function withdrawRefusal(): void {
  state.refused = undefined;
  clearRefusal(state.open?.fields);
}
