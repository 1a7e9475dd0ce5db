import { sigmoid } from '../../core/sigmoid.ts';
import { element } from '../dom/element.ts';
import { percent } from '../words/format.ts';
import { message } from '../words/messages.ts';
import type { AnswerView } from './answer-view.ts';

/** The scale from 0 to 1 with probability, interval, threshold and average; the page says all of this in words too. */
export function scale({ answer, threshold, language }: AnswerView): HTMLElement {
  const { probability, interval, explanation } = answer;
  const average = sigmoid(explanation.baseline);
  const line = element('div', { class: 'line' });
  if (interval) line.append(placed('whisker', { low: interval[0], high: interval[1] }));
  line.append(
    placed('tick above', { share: threshold }),
    placed('tick below', { share: average }),
    placed('dot', { share: probability }),
  );
  return element(
    'div',
    { class: 'scale', 'aria-hidden': 'true' },
    label('mark', 'thresholdMark', threshold, percent(threshold, language, 0)),
    element('span', { class: 'end' }, percent(0, language, 0)),
    line,
    element('span', { class: 'end' }, percent(1, language, 0)),
    label('mark', 'average', average, percent(average, language)),
  );

  function label(kind: string, name: 'thresholdMark' | 'average', share: number, percent: string): HTMLElement {
    const mark = placed(kind, { share });
    mark.textContent = message(language, name, { percent });
    return mark;
  }
}

function placed(kind: string, places: Record<string, number>): HTMLElement {
  const mark = element('div', { class: kind });
  for (const [name, place] of Object.entries(places)) mark.style.setProperty(`--${name}`, String(place));
  return mark;
}
