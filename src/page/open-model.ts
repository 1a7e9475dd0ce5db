import { showAnswer, showThreshold } from './answer/show-answer.ts';
import { offerThresholds } from './answer/threshold.ts';
import { listModels, loadModel, loadWords, type Refusal } from './api/client.ts';
import type { Model, Row } from './api/model.ts';
import { byId, element } from './dom/element.ts';
import { showPhrase } from './dom/phrase.ts';
import { createForm } from './form/form.ts';
import { invite } from './invitation.ts';
import { startRequest } from './pending-request.ts';
import { clearRefusal, showRefusal } from './show-refusal.ts';
import { inputs, sendableKey, state, wordingOf } from './state.ts';
import { describeVariant, offerVariants } from './variants.ts';
import { findCalendar, nextDate, today } from './words/calendar.ts';
import { message } from './words/messages.ts';

const loadingWords = loadWords(state.language);

/** Loads the list of models, and opens the model of the link, else the first. */
export async function openService(): Promise<void> {
  const models = await listModels(sendableKey());
  state.words = await loadingWords;
  clearRefusal();
  if (models.refusal) return refuse(models.refusal);
  inputs.model.replaceChildren(...models.value.map((name) => element('option', { value: name }, name)));
  byId('models').hidden = models.value.length < 2;
  const opened = models.value.find((name) => name === state.address.model) ?? models.value[0];
  if (opened !== undefined) return openModel(opened);
  showNoFields();
  invite('noAnswer');
  showPhrase(byId('failure'), { text: message(state.language, 'noModels') });
}

/** Opens a model, with the values of the link; the model's example fills in the rest. */
export async function openModel(name: string): Promise<void> {
  const signal = startRequest();
  const found = await loadModel(name, sendableKey(), signal);
  if (signal.aborted) return;
  if (found.refusal) return refuse(found.refusal);
  const model = found.value;
  const { address } = state;
  const calendar = findCalendar(model.fields);
  const { [calendar?.weekday.name ?? '']: _, ...example } = model.example ?? {};
  inputs.model.value = name;
  const date = address.date || (calendar ? nextDate(calendar, model.fields, today()) : '');
  rebuild(model, { ...example, ...address.row }, date, address.variant);
  state.view = undefined;
  showAnswer(undefined);
  invite('waiting');
}

/** Redraws everything that belongs to a model, with these values in its form. */
export function rebuild(model: Model, row: Row, date: string, variant: string): void {
  const { language } = state;
  const words = wordingOf(model);
  const fields = createForm(model, words, language);
  fields.write(row, date);
  byId('fields').replaceChildren(...fields.elements);
  byId('title').textContent = words.title;
  document.title = words.title;
  offerVariants(model, language, variant);
  describeVariant(model, words, language);
  offerThresholds(model, words, language, setThreshold);
  state.open = { model, fields };
}

/** Redraws the answer for another threshold. */
export function setThreshold(threshold: number): void {
  if (state.view === undefined) return;
  state.view = { ...state.view, threshold };
  showThreshold(state.view);
}

function refuse(refusal: Refusal): void {
  showNoFields();
  showRefusal(refusal);
}

/** Removes the placeholders that are shown until there are fields. */
function showNoFields(): void {
  if (state.open === undefined) byId('fields').replaceChildren();
}
