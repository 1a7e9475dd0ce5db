import type { Evaluation } from '../core/artifact.ts';
import type { Answer, Model } from './api.ts';
import { calibration } from './calibration.ts';
import { curlCommand } from './curl.ts';
import { drivers } from './drivers.ts';
import { byId, element } from './element.ts';
import { decimal, percent } from './format.ts';
import { hero, range } from './hero.ts';
import { type Language, message } from './messages.ts';
import type { Row } from './row.ts';
import type { Shown } from './shown.ts';
import { markThreshold, thresholdReadout } from './threshold.ts';

/** The threshold to begin with: a named one, else the share of positives. */
export function firstThreshold(model: Model, answer: Answer): number {
  const [, positives = 1, negatives = 1] = measured(model, answer)?.curve[0] ?? [];
  const share = Math.round((100 * positives) / (positives + negatives)) / 100;
  return Object.values(model.thresholds ?? {})[0] ?? Math.min(0.99, Math.max(0.01, share));
}

/** How good the variant is that answered. */
function measured({ variants }: Model, { variant }: Answer): Evaluation | undefined {
  const evaluations = variants.find((candidate) => candidate.variant === variant)?.evaluation ?? [];
  return evaluations.find(({ curve }) => curve.length > 0);
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
  byId('status', HTMLElement).textContent = [said, range(shown), ...shown.warnings].filter(Boolean).join('. ');
  byId('drivers', HTMLElement).replaceChildren(...drivers(shown));
  showThreshold(shown);
  showCalibration(shown);
}

/** Draws what depends on the threshold: the line under the probability, the decision, the measured figures. */
export function showThreshold(shown: Shown): void {
  const { model, answer, wording, language, threshold } = shown;
  byId('answer', HTMLElement).replaceChildren(...hero(shown));
  const evaluation = measured(model, answer);
  byId('threshold-section', HTMLElement).hidden = evaluation === undefined;
  if (evaluation === undefined) return;
  const input = byId('threshold', HTMLInputElement);
  const value = percent(threshold, language, 0);
  input.value = String(Math.round(threshold * 100));
  input.setAttribute('aria-valuetext', value);
  byId('threshold-value', HTMLElement).textContent = value;
  byId('threshold-label', HTMLElement).textContent = message(language, 'threshold', { class: wording.classes[1] });
  byId('threshold-readout', HTMLElement).replaceChildren(...thresholdReadout(shown, evaluation));
  markThreshold(threshold);
}

function showCalibration(shown: Shown): void {
  const evaluation = measured(shown.model, shown.answer);
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
