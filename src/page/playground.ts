import { copyButton } from './copy-button.ts';
import { byId, element } from './dom/element.ts';
import { stickyWhereItFits } from './dom/sticky.ts';
import { readKey, writeKey } from './key.ts';
import { openModel, openService, rebuild, setThreshold } from './open-model.ts';
import { askSoon } from './pending-request.ts';
import { predict, refuse } from './predict.ts';
import { givenKey, inputs, state, wordingOf } from './state.ts';
import { describeVariant } from './variants.ts';
import { isLanguage, LANGUAGES, message, translate } from './words/messages.ts';

/** Hosts where whoever runs the service is whoever visits it. */
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

await start();

async function start(): Promise<void> {
  const names = Object.entries(LANGUAGES).map(([code, name]) => element('option', { value: code }, name));
  inputs.language.append(...names);
  inputs.language.value = state.language;
  inputs.language.hidden = false;
  inputs.key.value = readKey();
  speak();
  listen();
  await openService();
  if (givenKey() !== '') await predict();
}

function listen(): void {
  inputs.form.addEventListener('submit', async (event) => {
    event.preventDefault();
    writeKey(givenKey());
    if (state.open === undefined) await openService();
    const toMend = await predict();
    if (toMend) toMend.focus();
    else byId('answer', HTMLElement).scrollIntoView({ block: 'nearest' });
  });
  byId('fields', HTMLElement).addEventListener('input', follow);
  byId('fields', HTMLElement).addEventListener('change', follow);
  inputs.variant.addEventListener('change', () => {
    if (state.open) describeVariant(state.open.model, wordingOf(state.open.model), state.language);
    follow();
  });
  inputs.model.addEventListener('change', async () => {
    Object.assign(state.address, { row: {}, variant: '' });
    await openModel(inputs.model.value);
    if (state.follows) await predict();
  });
  inputs.language.addEventListener('change', changeLanguage);
  inputs.threshold.addEventListener('input', () => setThreshold(Number(inputs.threshold.value) / 100));
  stickyWhereItFits(inputs.form);
  copyButton(byId('copy', HTMLButtonElement), byId('curl', HTMLPreElement), () => state.language);
}

function changeLanguage(): void {
  const { value } = inputs.language;
  if (!isLanguage(value)) return;
  const { open, refused } = state;
  state.language = value;
  speak();
  if (open) rebuild(open.model, open.fields.row(), open.fields.date(), inputs.variant.value);
  if (refused) refuse(refused);
  follow();
}

/** Asks again, if there is something that is now out of date. */
function follow(): void {
  if (state.follows) askSoon(predict);
}

/** Says everything that is not about a model in the visitor's language. */
function speak(): void {
  const { language } = state;
  document.documentElement.lang = language;
  translate(document, language);
  if (LOCAL.includes(location.hostname)) byId('key-hint', HTMLElement).textContent = message(language, 'keyHintLocal');
}
