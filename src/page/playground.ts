import { readAddress, writeAddress } from './address.ts';
import { explain, inferencePath, listModels, type Model, predictAll, showModel } from './api.ts';
import { type Calendar, findCalendar } from './calendar.ts';
import { byId, element } from './element.ts';
import { createForm, type ModelForm } from './form.ts';
import { readKey, writeKey } from './key.ts';
import { isLanguage, LANGUAGES, message, preferredLanguage, translate } from './messages.ts';
import { clearRefusal, showRefusal } from './refusal.ts';
import { scenarios } from './scenarios.ts';
import { measured, showAnswer, showCurl, showHeat, showThreshold } from './show.ts';
import type { Shown } from './shown.ts';
import { type PageModel, wording } from './words.ts';

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
let pageModels: Record<string, PageModel> = {};
let current: { model: Model; calendar: Calendar | undefined; fields: ModelForm } | undefined;
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
  pageModels = await fetch('/models.json').then((response) => response.json());
  await openService();
  if (keyInput.value !== '' && current) await predict();
}

function listen(): void {
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    writeKey(keyInput.value.trim());
    if (current === undefined) await openService();
    if (current !== undefined) await predict();
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
  thresholdInput.addEventListener('input', () => {
    if (shown) showThreshold({ ...shown, threshold: Number(thresholdInput.value) / 100 });
  });
  byId('copy', HTMLButtonElement).addEventListener('click', async (event) => {
    await navigator.clipboard.writeText(byId('curl', HTMLPreElement).textContent ?? '');
    if (event.target instanceof HTMLElement) event.target.textContent = message(language, 'copied');
  });
}

/** Says everything that is not about a model in the visitor's language. */
function speak(): void {
  document.documentElement.lang = language;
  translate(document, language);
}

/** Learns what is served, and opens the model of the link, else the first. */
async function openService(): Promise<void> {
  const models = await listModels(keyInput.value.trim());
  if (models.refusal) return showRefusal(models.refusal, language);
  modelSelect.replaceChildren(...models.value.map((name) => element('option', { value: name }, name)));
  modelSelect.closest<HTMLElement>('.field')!.hidden = models.value.length < 2;
  await openModel(models.value.find((name) => name === address.model) ?? models.value[0]!);
}

async function openModel(name: string): Promise<void> {
  const found = await showModel(name, keyInput.value.trim());
  if (found.refusal) return showRefusal(found.refusal, language);
  const model = found.value;
  modelSelect.value = name;
  variantSelect.replaceChildren(
    element('option', { value: '' }, message(language, 'asRouted')),
    ...model.variants.map(({ variant }) => element('option', { value: variant }, variant)),
  );
  variantSelect.value = model.variants.some(({ variant }) => variant === address.variant) ? address.variant : '';
  variantSelect.closest<HTMLElement>('.field')!.hidden = model.variants.length < 2;
  rebuild(model, { ...pageModels[name]?.example, ...address.row }, address.date || today());
  showAnswer(undefined, language);
  shown = undefined;
}

/** Draws the form of a model anew, with these values in it. */
function rebuild(model: Model, row: Shown['row'], date: string): void {
  const words = wordingOf(model);
  const calendar = findCalendar(model.fields);
  const fields = createForm(model, calendar, words, language);
  fields.write(row, date);
  byId('fields', HTMLElement).replaceChildren(...fields.elements);
  byId('title', HTMLElement).textContent = words.title;
  document.title = words.title;
  current = { model, calendar, fields };
}

function wordingOf(model: Model) {
  return wording(model, pageModels[model.model]?.words[language], language);
}

/** Asks again once the visitor pauses, if there is an answer that is now out of date. */
function askSoon(): void {
  clearTimeout(timer);
  if (shown !== undefined) timer = setTimeout(predict, PAUSE);
}

/** Asks for the row in the form, then for the same row at other times. */
async function predict(): Promise<void> {
  if (current === undefined) return;
  const { model, calendar, fields } = current;
  asking.abort();
  asking = new AbortController();
  const { signal } = asking;
  const row = fields.row();
  const date = fields.date();
  const key = keyInput.value.trim();
  const path = inferencePath(model.model, variantSelect.value);
  byId('answer', HTMLElement).setAttribute('aria-busy', 'true');
  const outcome = await explain(path, row, key, signal);
  if (signal.aborted) return;
  byId('answer', HTMLElement).setAttribute('aria-busy', 'false');
  clearRefusal(fields);
  if (outcome.refusal) return showRefusal(outcome.refusal, language, fields);

  history.replaceState(null, '', writeAddress({ model: model.model, variant: variantSelect.value, date, row }));
  const threshold =
    shown?.model === model ? Number(thresholdInput.value) / 100 : measured(model, outcome.value).threshold;
  shown = { model, wording: wordingOf(model), language, row, answer: outcome.value, threshold };
  showAnswer(shown, language);
  byId('heat-section', HTMLElement).setAttribute('aria-busy', 'true');
  showCurl(`${location.origin}${path}?explain`, row);

  const others = scenarios(model.fields, calendar, date);
  if (others === undefined) return showHeat(shown, undefined);
  const rows = others.rows.flatMap((step) =>
    others.columns.map(({ values }) => ({ ...row, ...step.values, ...values })),
  );
  const probabilities = rows.length > 0 ? await predictAll(path, rows, key, signal) : undefined;
  if (signal.aborted) return;
  showHeat(shown, probabilities?.value && { others, probabilities: probabilities.value, date }, (step, column) => {
    fields.write({ ...step.values, ...column.values }, step.date);
    predict();
  });
}

function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
