import { readAddress, writeAddress } from './address.ts';
import { explain, inferencePath, listModels, type Model, predictAll, showModel } from './api.ts';
import { findCalendar, nextDate } from './calendar.ts';
import { byId, element } from './element.ts';
import { createForm, type ModelForm } from './form.ts';
import { readKey, writeKey } from './key.ts';
import { isLanguage, LANGUAGES, message, preferredLanguage, translate } from './messages.ts';
import { optionsOf } from './options.ts';
import { clearRefusal, showRefusal } from './refusal.ts';
import { scenarios } from './scenarios.ts';
import { measured, showAnswer, showCurl, showHeat, showThreshold } from './show.ts';
import type { Shown } from './shown.ts';
import { copyButton } from './copy.ts';
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
let language = preferredLanguage(navigator.languages);
let words: PageWords = {};
let current: { model: Model; fields: ModelForm } | undefined;
let shown: Shown | undefined;
let asking = new AbortController();
let timer = 0;

await start();

async function start(): Promise<void> {
  for (const [code, name] of Object.entries(LANGUAGES)) languageSelect.append(element('option', { value: code }, name));
  languageSelect.value = language;
  keyInput.value = readKey();
  speak();
  listen();
  words = await fetch('/words.json').then((response) => response.json());
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
    askSoon();
  });
  languageSelect.addEventListener('change', () => {
    if (!isLanguage(languageSelect.value)) return;
    language = languageSelect.value;
    speak();
    if (current) rebuild(current.model, current.fields.row(), current.fields.date());
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
  if (models.refusal) {
    showRefusal(models.refusal, language);
    return;
  }
  modelSelect.replaceChildren(...models.value.map((name) => element('option', { value: name }, name)));
  modelSelect.closest<HTMLElement>('.field')!.hidden = models.value.length < 2;
  await openModel(models.value.find((name) => name === address.model) ?? models.value[0]!);
}

async function openModel(name: string): Promise<void> {
  const found = await showModel(name, keyInput.value.trim());
  if (found.refusal) {
    showRefusal(found.refusal, language);
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

/** Draws the form of a model anew, with these values in it. */
function rebuild(model: Model, row: Shown['row'], date: string): void {
  const said = wordingOf(model);
  const fields = createForm(model, said, language);
  fields.write(row, date);
  byId('fields', HTMLElement).replaceChildren(...fields.elements);
  byId('title', HTMLElement).textContent = said.title;
  document.title = said.title;
  current = { model, fields };
}

function wordingOf(model: Model) {
  return wording(model, words[model.model]?.[language], language);
}

/** Asks again once the visitor pauses, if there is an answer that is now out of date. */
function askSoon(): void {
  clearTimeout(timer);
  if (shown !== undefined) timer = setTimeout(predict, PAUSE);
}

/** Asks for the row in the form, then for the same row at other times. Returns what the visitor has to mend, if any. */
async function predict(): Promise<{ focus(): void } | undefined> {
  if (current === undefined) return undefined;
  const { model, fields } = current;
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const row = fields.row();
  const date = fields.date();
  const key = keyInput.value.trim();
  const path = inferencePath(model.model, variantSelect.value);
  const url = `${path}${optionsOf(model, variantSelect.value)}`;
  const outcome = await explain(url, row, key, signal);
  if (signal.aborted) return undefined;
  clearRefusal(fields);
  byId('answers', HTMLElement).classList.toggle('stale', outcome.refusal !== undefined);
  if (outcome.refusal) return showRefusal(outcome.refusal, language, fields);

  history.replaceState(null, '', writeAddress({ model: model.model, variant: variantSelect.value, date, row }));
  const threshold =
    shown?.model === model ? Number(thresholdInput.value) / 100 : measured(model, outcome.value).threshold;
  shown = { model, wording: wordingOf(model), language, row, answer: outcome.value, threshold };
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
  if (others === undefined) return showHeat(shown, undefined);
  const rows = others.rows.flatMap((step) =>
    others.columns.map(({ values }) => ({ ...row, ...step.values, ...values })),
  );
  const probabilities = rows.length > 0 ? await predictAll(path, rows, key, signal) : undefined;
  if (signal.aborted) return;
  showHeat(shown, probabilities?.value && { others, probabilities: probabilities.value }, (step, column) => {
    current?.fields.write({ ...step.values, ...column.values }, step.date);
    predict();
  });
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
