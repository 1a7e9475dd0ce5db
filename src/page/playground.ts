import { loadWords } from './api/client.ts';
import { copyButton } from './copy-button.ts';
import { byId, element } from './dom/element.ts';
import { stickyWhereItFits } from './dom/sticky.ts';
import { readKey, takeKey, writeKey } from './key.ts';
import { openModel, openService, rebuild, setThreshold } from './open-model.ts';
import { requestSoon } from './pending-request.ts';
import { predict } from './predict.ts';
import { showRefusal } from './show-refusal.ts';
import { givenKey, inputs, state, wordingOf } from './state.ts';
import { describeVariant } from './variants.ts';
import { isLanguage, LANGUAGES, loadMessages, message } from './words/messages.ts';
import { translate } from './words/translate.ts';

/** Hosts on which the visitor runs the service too. */
const LOCAL = ['localhost', '127.0.0.1', '[::1]'];

await start();

async function start(): Promise<void> {
  const names = Object.entries(LANGUAGES).map(([code, name]) => element('option', { value: code }, name));
  inputs.language.append(...names);
  inputs.language.value = state.language;
  inputs.language.hidden = false;
  inputs.key.value = readKey();
  await loadMessages(state.language);
  translatePage();
  listen();
  await openService();
  if (givenKey() !== '') await predict();
}

function listen(): void {
  inputs.form.addEventListener('submit', async (event) => {
    event.preventDefault();
    writeKey(givenKey());
    if (state.open === undefined) await openService();
    const toFix = await predict();
    if (toFix) toFix.focus();
    else byId('answer').scrollIntoView({ block: 'nearest' });
  });
  byId('fields').addEventListener('input', follow);
  byId('fields').addEventListener('change', follow);
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
  // A link with a key, opened in a tab that already shows the page.
  addEventListener('hashchange', async () => {
    const given = takeKey();
    if (given === undefined) return;
    inputs.key.value = given;
    if (state.open === undefined) await openService();
    await predict();
  });
  inputs.threshold.addEventListener('input', () => setThreshold(Number(inputs.threshold.value) / 100));
  stickyWhereItFits(inputs.form);
  copyButton(byId('copy', HTMLButtonElement), byId('curl', HTMLPreElement), () => state.language);
}

async function changeLanguage(): Promise<void> {
  const { value } = inputs.language;
  if (!isLanguage(value)) return;
  [state.words] = await Promise.all([loadWords(value), loadMessages(value)]);
  const { open, refused } = state;
  state.language = value;
  translatePage();
  if (open) rebuild(open.model, open.fields.row(), open.fields.date(), inputs.variant.value);
  if (refused) showRefusal(refused);
  follow();
}

/** Asks again, if the answer on the page is now out of date. */
function follow({ target }: { target?: EventTarget | null } = {}): void {
  if (target instanceof HTMLInputElement) state.touched = target.id.replace(/^field-/, '');
  if (state.follows) requestSoon(predict);
}

/** Puts everything that is not about a model into the visitor's language. */
function translatePage(): void {
  const { language } = state;
  document.documentElement.lang = language;
  translate(document, language);
  byId('reference', HTMLAnchorElement).href = language === 'en' ? '/docs' : `/${language}/docs`;
  if (LOCAL.includes(location.hostname)) byId('key-hint').textContent = message(language, 'keyHintLocal');
}
