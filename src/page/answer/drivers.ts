import type { Contribution, Explanation } from '../../core/explain.ts';
import { sigmoid } from '../../core/sigmoid.ts';
import { element } from '../dom/element.ts';
import { decimal, percent, signed } from '../words/format.ts';
import { message } from '../words/messages.ts';
import type { AnswerView } from './answer-view.ts';

/** Beyond this many bars, the rest are drawn as one. */
const MOST_BARS = 10;
/** Effects of fewer points than this are called neutral. */
const NO_EFFECT = 0.05;

interface Bar {
  /** Fields and their values, in words. */
  parts: { label: string; value: string }[];
  logOdds: number;
}

/** What moved the answer away from an average row, largest first: bars to the left and right of no effect. */
export function drivers({ wording, language, row, answer }: AnswerView): HTMLElement[] {
  const { probability, explanation } = answer;
  const { contributions } = explanation;
  const bars: Bar[] = contributions.slice(0, MOST_BARS).map(({ fields, logOdds }) => {
    return {
      parts: fields.map((name) => {
        const { [name]: value = '' } = row;
        return { label: wording.label(name), value: wording.value(name, value) };
      }),
      logOdds,
    };
  });
  const others = contributions.slice(MOST_BARS);
  if (others.length > 0) {
    const value = message(language, 'others', { count: String(others.length) });
    bars.push({ parts: [{ label: '', value }], logOdds: sum(others) });
  }
  const points = pointsPerLogOdds(explanation, probability);
  const list = element('ol', { class: 'drivers' }, ...bars.map((bar) => drawn(bar, bar.logOdds * points, language)));
  const [lowest, highest] = [Math.min, Math.max].map((extreme) => extreme(0, ...bars.map(({ logOdds }) => logOdds)));
  list.style.setProperty('--zero', String(lowest! / (lowest! - highest! || 1)));
  list.style.setProperty('--span', String(highest! - lowest! || 1));
  return [end('startsAt', sigmoid(explanation.baseline)), list, end('endsAt', probability)];

  function end(name: 'startsAt' | 'endsAt', share: number): HTMLElement {
    return element('p', { class: 'end' }, message(language, name), element('b', {}, percent(share, language)));
  }
}

/**
 * Percentage points of probability per unit of log-odds between the average row and this one. The difference of the two
 * probabilities is shared in proportion to the log-odds (Aumann and Shapley 1974), so that the bars add up to it.
 */
function pointsPerLogOdds({ baseline, logit }: Explanation, probability: number): number {
  const way = logit - baseline;
  const slope = Math.abs(way) < 1e-9 ? probability * (1 - probability) : (probability - sigmoid(baseline)) / way;
  return 100 * slope;
}

function drawn({ parts, logOdds }: Bar, points: number, language: AnswerView['language']): HTMLElement {
  const what = parts.map(({ label, value }) => `${label} ${value}`.trim()).join(' × ');
  const factor = `×${decimal(Math.exp(logOdds), language, 2)}`;
  const effect = Math.abs(points) < NO_EFFECT ? 'neutral' : logOdds > 0 ? 'raises' : 'lowers';
  const size = decimal(Math.abs(points), language, 1);
  const bar = element('span', { class: `bar ${logOdds > 0 ? 'raises' : 'lowers'}` });
  bar.style.setProperty('--size', String(Math.abs(logOdds)));
  const named = parts.map(({ label, value }) => element('span', {}, element('small', {}, label), value));
  return element(
    'li',
    {},
    element('span', { class: 'visually-hidden' }, message(language, effect, { what, points: size, factor })),
    element('span', { class: 'what', 'aria-hidden': 'true' }, ...named),
    element('span', { class: 'axis', 'aria-hidden': 'true' }, bar),
    element(
      'span',
      { class: 'points', 'aria-hidden': 'true' },
      element('b', {}, message(language, 'points', { points: signed(points, language) })),
      element('small', { class: 'factor' }, factor),
    ),
  );
}

function sum(contributions: readonly Contribution[]): number {
  return contributions.reduce((total, { logOdds }) => total + logOdds, 0);
}
