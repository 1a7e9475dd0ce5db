import type { Evaluation } from '../core/artifact.ts';
import type { Answer, Model } from './api.ts';
import { calibration } from './calibration.ts';
import { curlCommand } from './curl.ts';
import { drivers } from './drivers.ts';
import { byId, element } from './element.ts';
import { decimal, percent } from './format.ts';
import { heat } from './heat.ts';
import { hero, range } from './hero.ts';
import { type Language, message } from './messages.ts';
import type { Row } from './row.ts';
import type { Scenarios, Step } from './scenarios.ts';
import type { Shown } from './shown.ts';
import { thresholdReadout } from './threshold.ts';

/** How good the variant is that answered, and the threshold to begin with: a named one, else the share of positives. */
export function measured(
  { variants, thresholds = {} }: Model,
  { variant }: Answer,
): { evaluation: Evaluation | undefined; threshold: number } {
  const evaluations = variants.find((candidate) => candidate.variant === variant)?.evaluation ?? [];
  const evaluation = evaluations.find(({ curve }) => curve.length > 0);
  const [, positives = 1, negatives = 1] = evaluation?.curve[0] ?? [];
  const share = Math.round((100 * positives) / (positives + negatives)) / 100;
  return { evaluation, threshold: Object.values(thresholds)[0] ?? Math.min(0.99, Math.max(0.01, share)) };
}

/** Draws everything that one answer says; without one, asks for it. */
export function showAnswer(shown: Shown | undefined, language: Language): void {
  const answer = byId('answer', HTMLElement);
  byId('details', HTMLElement).hidden = shown === undefined;
  if (shown === undefined) {
    answer.replaceChildren(element('p', { class: 'waiting' }, message(language, 'waiting')));
    return;
  }
  const chance = `${message(language, 'chanceOf')} ${shown.wording.classes[1]}`;
  const said = `${percent(shown.answer.probability, language)} ${chance}`;
  byId('status', HTMLElement).textContent = [said, range(shown)].filter(Boolean).join('. ');
  byId('drivers', HTMLElement).replaceChildren(...drivers(shown));
  showThreshold(shown);
  showCalibration(shown);
}

/** Draws what depends on the threshold: the line under the probability, the decision, the measured figures. */
export function showThreshold(shown: Shown): void {
  const { model, answer, wording, language, threshold } = shown;
  byId('answer', HTMLElement).replaceChildren(...hero(shown));
  const { evaluation } = measured(model, answer);
  byId('threshold-section', HTMLElement).hidden = evaluation === undefined;
  if (evaluation === undefined) return;
  byId('threshold', HTMLInputElement).value = String(Math.round(threshold * 100));
  byId('threshold-value', HTMLElement).textContent = percent(threshold, language, 0);
  byId('threshold-label', HTMLElement).textContent = message(language, 'threshold', { class: wording.classes[1] });
  byId('threshold-readout', HTMLElement).replaceChildren(...thresholdReadout(shown, evaluation));
  byId('thresholds', HTMLElement).replaceChildren(
    ...Object.entries(model.thresholds ?? {}).map(([name, value]) => {
      const button = element(
        'button',
        { type: 'button', class: 'quiet' },
        `${wording.threshold(name)} ${percent(value, language, 0)}`,
      );
      button.addEventListener('click', () => showThreshold({ ...shown, threshold: value }));
      return button;
    }),
  );
}

function showCalibration(shown: Shown): void {
  const { evaluation } = measured(shown.model, shown.answer);
  byId('calibration-section', HTMLElement).hidden = evaluation === undefined;
  if (evaluation === undefined) return;
  const { split, rows, auc } = evaluation;
  const values = { rows: decimal(rows, shown.language), auc: decimal(auc, shown.language, 3) };
  byId('calibration', HTMLElement).replaceChildren(...calibration(shown, evaluation));
  byId('split', HTMLElement).textContent = message(
    shown.language,
    split === 'time' ? 'splitTime' : 'splitRandom',
    values,
  );
}

/** Shows the same request for a shell. */
export function showCurl(url: string, row: Row): void {
  byId('curl', HTMLElement).textContent = curlCommand(url, row);
}

/** Draws the heat strip, or hides it when there is nothing to compare with. */
export function showHeat(
  shown: Shown,
  compared: { others: Scenarios; probabilities: readonly number[] } | undefined,
  onPick: (row: Step, column: Step) => void = () => {},
): void {
  const section = byId('heat-section', HTMLElement);
  section.hidden = compared === undefined;
  section.setAttribute('aria-busy', 'false');
  if (compared === undefined) return;
  const { others, probabilities } = compared;
  const hadFocus = byId('heat', HTMLElement).contains(document.activeElement);
  const { table, summary, range } = heat(shown, others, probabilities, onPick);
  byId('heat', HTMLElement).replaceChildren(table);
  byId('heat-summary', HTMLElement).textContent = summary;
  byId('heat-lowest', HTMLElement).textContent = range[0];
  byId('heat-highest', HTMLElement).textContent = range[1];
  if (hadFocus) table.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
}
