import { type Language, message } from './words/messages.ts';

/** How long the button says what it did, in milliseconds. */
const PAUSE = 2000;

/**
 * Makes a button copy the text of an element. Where the clipboard is closed to the page, which it is without HTTPS, the
 * text is left selected, and the button says so. A moment later it says again what it does.
 */
export function copyButton(button: HTMLButtonElement, source: HTMLElement, language: () => Language): void {
  let timer = 0;
  button.addEventListener('click', async () => {
    const copied = await copy(source);
    button.textContent = message(language(), copied ? 'copied' : 'selected');
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = message(language(), 'copy');
    }, PAUSE);
  });
}

async function copy(source: HTMLElement): Promise<boolean> {
  const isWritten = await navigator.clipboard?.writeText(source.textContent).then(
    () => true,
    () => false,
  );
  if (isWritten) return true;
  getSelection()?.selectAllChildren(source);
  return document.execCommand('copy');
}
