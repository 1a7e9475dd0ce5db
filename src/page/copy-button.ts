import { type Language, message } from './words/messages.ts';

/** How long the button shows what it did, in milliseconds. */
const PAUSE = 2000;

/**
 * Makes a button copy the text of an element. If the page cannot use the clipboard, as without HTTPS, it leaves the text
 * selected, and the button says so. After a moment the button shows its own name again.
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
