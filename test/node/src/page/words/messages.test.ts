import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { expect, test } from 'vitest';
import { ENGLISH } from '../../../../../src/page/words/english.ts';
import { SPANISH } from '../../../../../src/page/words/spanish.ts';

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

test.each(Object.entries(ENGLISH))('%s has the same placeholders in Spanish', (name, english) => {
  expect(placeholders(SPANISH[name as keyof typeof SPANISH])).toEqual(placeholders(english));
});

test('the texts of index.html are the English messages', () => {
  const { document } = parseHTML(readFileSync('src/page/index.html', 'utf8'));
  const texts = [...document.querySelectorAll('[data-message]')].map((element) => {
    return [element.getAttribute('data-message')!, element.textContent!];
  });
  const written = texts.filter(([, text]) => text !== '');
  expect(written.length).toBeGreaterThan(10);
  for (const [name, text] of written) expect(text).toBe(ENGLISH[name as keyof typeof ENGLISH]);
});
