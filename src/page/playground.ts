import { readAddress, writeAddress } from './address.ts';
import {
  explain,
  inferencePath,
  listModels,
  loadWords,
  type Model,
  predictAll,
  type Refusal,
  showModel,
} from './api.ts';
import { findCalendar, nextDate } from './calendar.ts';
import { copyButton } from './copy.ts';
import { byId, element } from './element.ts';
import { createForm, type ModelForm } from './form.ts';
import { readKey, writeKey } from './key.ts';
import { isLanguage, LANGUAGES, message, preferredLanguage, translate } from './messages.ts';
import { optionsOf } from './options.ts';
import { clearRefusal, say, showRefusal } from './refusal.ts';
import { scenarios } from './scenarios.ts';
import { firstThreshold, showAnswer, showCurl, showThreshold } from './show.ts';
import { showHeat } from './show-heat.ts';
import type { Shown } from './shown.ts';
import { offerThresholds } from './threshold.ts';
import { type PageWords, wording } from './words.ts';

/** How long the page waits for more input before it asks again, in milliseconds. */
const PAUSE = 200;

const form = byId('form', HTMLFormElement);
const languageSelect = byId('language', HTMLSelectElement);
const modelSelect = byId('model', HTMLSelectElement);
const variantSelect = byId('variant', HTMLSelectElement);
const keyInput = byId('key', HTMLInputElement);
const thresholdInput = byId('threshold', HTMLInputElement);

const address = readAddress(location.search);
const loadingWords = loadWords();
let language = preferredLanguage(navigator.languages);
let words: PageWords = {};
let current: { model: Model; fields: ModelForm } | undefined;
let shown: Shown | undefined;
let refused: Refusal | undefined;
let asking = new AbortController();
/** Whether the page asks again by itself when the input changes: once there was an answer, or values to mend. */
let follows = false;
let timer = 0;

await start();

async function start(): Promise<void> {
  for (const [code, name] of Object.entries(LANGUAGES)) languageSelect.append(element('option', { value: code }, name));
  languageSelect.value = language;
  keyInput.value = readKey();
  speak();
  listen();
  await openService();
  if (keyInput.value !== '') await predict();
}

function listen(): void {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    writeKey(keyInput.value.trim());
    if (current === undefined) await openService();
    const toMend = await predict();
    if (toMend) toMend.focus();
    else byId('answer', HTMLElement).scrollIntoView({ block: 'nearest' });
  });
  byId('fields', HTMLElement).addEventListener('input', askSoon);
  byId('fields', HTMLElement).addEventListener('change', askSoon);
  variantSelect.addEventListener('change', askSoon);
  modelSelect.addEventListener('change', async () => {
    Object.assign(address, { row: {}, variant: '' });
    await openModel(modelSelect.value);
    if (follows) await predict();
  });
  languageSelect.addEventListener('change', () => {
    if (!isLanguage(languageSelect.value)) return;
    language = languageSelect.value;
    speak();
    if (current) rebuild(current.model, current.fields.row(), current.fields.date());
    if (refused) refuse(refused);
    askSoon();
  });
  thresholdInput.addEventListener('input', () => setThreshold(Number(thresholdInput.value) / 100));
  copyButton(byId('copy', HTMLButtonElement), byId('curl', HTMLPreElement), () => language);
}

/** Says everything that is not about a model in the visitor's language. */
function speak(): void {
  document.documentElement.lang = language;
  translate(document, language);
}

/** Learns what is served, and opens the model of the link, else the first. */
async function openService(): Promise<void> {
  const models = await listModels(keyInput.value.trim());
  words = await loadingWords;
  clearRefusal();
  refused = undefined;
  if (models.refusal) {
    refuse(models.refusal);
    return;
  }
  modelSelect.replaceChildren(...models.value.map((name) => element('option', { value: name }, name)));
  modelSelect.closest<HTMLElement>('.field')!.hidden = models.value.length < 2;
  const opened = models.value.find((name) => name === address.model) ?? models.value[0];
  if (opened === undefined) say('failure', { text: message(language, 'noModels') });
  else await openModel(opened);
}

async function openModel(name: string): Promise<void> {
  const signal = startAsking();
  const found = await showModel(name, keyInput.value.trim(), signal);
  if (signal.aborted) return;
  if (found.refusal) {
    refuse(found.refusal);
    return;
  }
  const model = found.value;
  modelSelect.value = name;
  variantSelect.replaceChildren(
    element('option', { value: '' }, message(language, 'asRouted')),
    ...model.variants.map(({ variant }) => element('option', { value: variant }, variant)),
  );
  variantSelect.value = model.variants.some(({ variant }) => variant === address.variant) ? address.variant : '';
  variantSelect.closest<HTMLElement>('.field')!.hidden = model.variants.length < 2;
  const calendar = findCalendar(model.fields);
  const date = address.date || (calendar ? nextDate(calendar, model.fields, today()) : '');
  const { [calendar?.weekday.name ?? '']: _, ...example } = model.example ?? {};
  rebuild(model, { ...example, ...address.row }, date);
  showAnswer(undefined, language);
  shown = undefined;
}

/** Draws what belongs to a model anew, with these values in its form. */
function rebuild(model: Model, row: Shown['row'], date: string): void {
  const said = wordingOf(model);
  const fields = createForm(model, said, language);
  fields.write(row, date);
  byId('fields', HTMLElement).replaceChildren(...fields.elements);
  byId('title', HTMLElement).textContent = said.title;
  document.title = said.title;
  offerThresholds(model, said, language, setThreshold);
  current = { model, fields };
}

function wordingOf(model: Model) {
  return wording(model, words[model.model]?.[language], language);
}

function setThreshold(threshold: number): void {
  if (shown === undefined) return;
  shown = { ...shown, threshold };
  showThreshold(shown);
}

function refuse(refusal: Refusal): { focus(): void } | undefined {
  refused = refusal;
  return showRefusal(refusal, language, current?.fields);
}

/** Gives up what is being asked for, in favour of what is asked for next. */
function startAsking(): AbortSignal {
  asking.abort();
  asking = new AbortController();
  return asking.signal;
}

/** Asks again once the visitor pauses, if there is something that is now out of date. */
function askSoon(): void {
  clearTimeout(timer);
  if (follows) timer = setTimeout(predict, PAUSE);
}

/** Asks for the row in the form, then for the same row at other times. Returns what the visitor has to mend, if any. */
async function predict(): Promise<{ focus(): void } | undefined> {
  if (current === undefined) return undefined;
  clearTimeout(timer);
  const { model, fields } = current;
  const signal = startAsking();
  const row = fields.row();
  const date = fields.date();
  const key = keyInput.value.trim();
  const path = inferencePath(model.model, variantSelect.value);
  const url = `${path}${optionsOf(model, variantSelect.value)}`;
  const outcome = await explain(url, row, key, signal);
  if (signal.aborted) return undefined;
  clearRefusal(fields);
  refused = undefined;
  byId('answers', HTMLElement).classList.toggle('stale', outcome.refusal !== undefined);
  follows = outcome.value !== undefined || outcome.refusal.status === 422;
  if (outcome.refusal) return refuse(outcome.refusal);

  history.replaceState(null, '', writeAddress({ model: model.model, variant: variantSelect.value, date, row }));
  const threshold = shown?.model === model ? shown.threshold : firstThreshold(model, outcome.value);
  const warnings = fields.showWarnings(outcome.value.warnings ?? []);
  shown = { model, wording: wordingOf(model), language, row, answer: outcome.value, warnings, threshold };
  showAnswer(shown, language);
  byId('heat-section', HTMLElement).setAttribute('aria-busy', 'true');
  showCurl(`${location.origin}${url}`, row);

  await compare(shown, path, key, date, signal);
  return undefined;
}

/** Asks for the same row at other times, all at once. */
async function compare(shown: Shown, path: string, key: string, date: string, signal: AbortSignal): Promise<void> {
  const { model, row } = shown;
  const others = scenarios(model.fields, findCalendar(model.fields), date);
  if (others === undefined || others.rows.length === 0) return showHeat(shown, undefined);
  const rows = others.rows.flatMap((step) =>
    others.columns.map(({ values }) => ({ ...row, ...step.values, ...values })),
  );
  const outcome = await predictAll(path, rows, key, signal);
  if (signal.aborted) return;
  showHeat(shown, { others, outcome, key }, (step, column) => {
    current?.fields.write({ ...step.values, ...column.values }, step.date);
    predict();
  });
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
