import { showAnswer, showThreshold } from './answer/show-answer.ts';
import { offerThresholds } from './answer/threshold.ts';
import { listModels, loadWords, showModel } from './api/client.ts';
import type { Model, Row } from './api/model.ts';
import { byId, element } from './dom/element.ts';
import { createForm } from './form/form.ts';
import { startAsking } from './pending-request.ts';
import { refuse, withdrawRefusal } from './predict.ts';
import { say } from './show-refusal.ts';
import { givenKey, inputs, state, wordingOf } from './state.ts';
import { describeVariant, offerVariants } from './variants.ts';
import { findCalendar, nextDate, today } from './words/calendar.ts';
import { message } from './words/messages.ts';

const loadingWords = loadWords();

/** Learns what is served, and opens the model of the link, else the first. */
export async function openService(): Promise<void> {
  const models = await listModels(givenKey());
  state.words = await loadingWords;
  withdrawRefusal();
  if (models.refusal) {
    showNoFields();
    refuse(models.refusal);
    return;
  }
  inputs.model.replaceChildren(...models.value.map((name) => element('option', { value: name }, name)));
  byId('models', HTMLElement).hidden = models.value.length < 2;
  const opened = models.value.find((name) => name === state.address.model) ?? models.value[0];
  if (opened !== undefined) return openModel(opened);
  showNoFields();
  say('failure', { text: message(state.language, 'noModels') });
}

/** Opens a model, with the values of the link where it is the link's, else those of its example. */
export async function openModel(name: string): Promise<void> {
  const signal = startAsking();
  const found = await showModel(name, givenKey(), signal);
  if (signal.aborted) return;
  if (found.refusal) {
    showNoFields();
    refuse(found.refusal);
    return;
  }
  const model = found.value;
  const { address } = state;
  const calendar = findCalendar(model.fields);
  const { [calendar?.weekday.name ?? '']: _, ...example } = model.example ?? {};
  inputs.model.value = name;
  const date = address.date || (calendar ? nextDate(calendar, model.fields, today()) : '');
  rebuild(model, { ...example, ...address.row }, date, address.variant);
  state.shown = undefined;
  showAnswer(undefined);
}

/** Draws what belongs to a model anew, with these values in its form. */
export function rebuild(model: Model, row: Row, date: string, variant: string): void {
  const { language } = state;
  const said = wordingOf(model);
  const fields = createForm(model, said, language);
  fields.write(row, date);
  byId('fields', HTMLElement).replaceChildren(...fields.elements);
  byId('title', HTMLElement).textContent = said.title;
  document.title = said.title;
  offerVariants(model, language, variant);
  describeVariant(model, said, language);
  offerThresholds(model, said, language, setThreshold);
  state.open = { model, fields };
}

/** Decides by another threshold. */
export function setThreshold(threshold: number): void {
  if (state.shown === undefined) return;
  state.shown = { ...state.shown, threshold };
  showThreshold(state.shown);
}

/** Takes away the blanks that stand for fields until there are some. */
function showNoFields(): void {
  if (state.open === undefined) byId('fields', HTMLElement).replaceChildren();
}
