import type { Contribution } from '../core/explain.ts';
import { sigmoid } from '../core/sigmoid.ts';
import { element } from './element.ts';
import { decimal, percent } from './format.ts';
import { message } from './messages.ts';
import type { Shown } from './shown.ts';

/** More bars than this are drawn as one. */
const MOST_BARS = 10;
/** Smaller effects than this show as a factor of 1.00. */
const NO_EFFECT = 0.005;

/** What moved the answer away from an average row, largest first, as bars to either side of no effect. */
export function drivers({ wording, language, row, answer }: Shown): HTMLElement[] {
  const { probability, explanation } = answer;
  const { baseline, contributions } = explanation;
  const bars = contributions.slice(0, MOST_BARS).map(({ fields, logOdds }) => ({ parts: fields.map(part), logOdds }));
  const others = contributions.slice(MOST_BARS);
  if (others.length > 0) {
    const value = message(language, 'others', { count: String(others.length) });
    bars.push({ parts: [{ label: '', value }], logOdds: sum(others) });
  }
  const largest = Math.max(...bars.map(({ logOdds }) => Math.abs(logOdds)), 0.1);
  return [
    end('startsAt', sigmoid(baseline)),
    element('ol', { class: 'drivers' }, ...bars.map(({ parts, logOdds }) => bar(parts, logOdds, largest, language))),
    end('endsAt', probability),
  ];

  function part(field: string): Part {
    return { label: wording.label(field), value: wording.value(field, row[field] ?? '') };
  }

  function end(name: 'startsAt' | 'endsAt', share: number): HTMLElement {
    return element('p', { class: 'end' }, message(language, name), element('b', {}, percent(share, language)));
  }
}

/** A field and its value, in words. */
interface Part {
  label: string;
  value: string;
}

function bar(parts: readonly Part[], logOdds: number, largest: number, language: Shown['language']): HTMLElement {
  const what = parts.map(({ label, value }) => `${label} ${value}`.trim()).join(' × ');
  const factor = `×${decimal(Math.exp(logOdds), language, 2)}`;
  const effect = Math.abs(logOdds) < NO_EFFECT ? 'neutral' : logOdds > 0 ? 'raises' : 'lowers';
  const drawn = element('span', { class: `bar ${logOdds > 0 ? 'raises' : 'lowers'}` });
  drawn.style.setProperty('--share', String(Math.abs(logOdds) / largest));
  const named = parts.map(({ label, value }) => element('span', {}, element('small', {}, label), value));
  return element(
    'li',
    {},
    element('span', { class: 'visually-hidden' }, message(language, effect, { what, factor })),
    element('span', { class: 'what', 'aria-hidden': 'true' }, ...named),
    element('span', { class: 'axis', 'aria-hidden': 'true' }, drawn),
    element('span', { class: 'factor', 'aria-hidden': 'true' }, factor),
  );
}

function sum(contributions: readonly Contribution[]): number {
  return contributions.reduce((total, { logOdds }) => total + logOdds, 0);
}
