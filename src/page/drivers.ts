import { sigmoid } from '../core/sigmoid.ts';
import { element } from './element.ts';
import { decimal, percent } from './format.ts';
import { message } from './messages.ts';
import type { Shown } from './shown.ts';

/** What moved the answer away from an average row, largest first, as bars to either side of no effect. */
export function drivers({ wording, language, row, answer }: Shown): HTMLElement[] {
  const { probability, explanation } = answer;
  const { baseline, contributions } = explanation;
  const largest = Math.max(...contributions.map(({ logOdds }) => Math.abs(logOdds)), 0.1);
  const bars = contributions.map(({ fields, logOdds }) => {
    const what = fields.map((field) => `${wording.label(field)} ${wording.value(field, row[field] ?? '')}`).join(' × ');
    const factor = `×${decimal(Math.exp(logOdds), language, 2)}`;
    const bar = element('span', { class: logOdds >= 0 ? 'bar raises' : 'bar lowers', 'aria-hidden': 'true' });
    bar.style.setProperty('--share', String(Math.abs(logOdds) / largest));
    const effect = Math.abs(logOdds) < 0.005 ? 'neutral' : logOdds > 0 ? 'raises' : 'lowers';
    return element(
      'li',
      {},
      element('span', { class: 'visually-hidden' }, message(language, effect, { what, factor })),
      element('span', { class: 'what', 'aria-hidden': 'true' }, ...named(fields, row)),
      element('span', { class: 'axis', 'aria-hidden': 'true' }, bar),
      element('span', { class: 'factor', 'aria-hidden': 'true' }, factor),
    );
  });
  const end = (name: 'startsAt' | 'endsAt', share: number) =>
    element('p', { class: 'end' }, message(language, name), element('b', {}, percent(share, language)));
  return [end('startsAt', sigmoid(baseline)), element('ol', { class: 'drivers' }, ...bars), end('endsAt', probability)];

  function named(fields: readonly string[], row: Shown['row']): HTMLElement[] {
    return fields.map((field) =>
      element('span', {}, element('small', {}, wording.label(field)), wording.value(field, row[field] ?? '')),
    );
  }
}
