import { curlCommand } from '../api/curl.ts';
import type { Row } from '../api/model.ts';
import { byId } from '../dom/element.ts';
import { percent } from '../words/format.ts';
import { message } from '../words/messages.ts';
import type { Shown } from './answer-view.ts';
import { calibration } from './calibration.ts';
import { drivers } from './drivers.ts';
import { measured } from './evaluations.ts';
import { hero, range } from './hero.ts';
import { showDecision } from './threshold.ts';

/** Draws everything that one answer says; without one, what it will look like. */
export function showAnswer(shown: Shown | undefined): void {
  byId('waiting', HTMLElement).hidden = shown !== undefined;
  for (const id of ['answer', 'details']) byId(id, HTMLElement).hidden = shown === undefined;
  if (shown === undefined) return;
  const chance = `${message(shown.language, 'chanceOf')} ${shown.wording.classes[1]}`;
  const said = `${percent(shown.answer.probability, shown.language)} ${chance}`;
  byId('status', HTMLElement).textContent = [said, range(shown), ...shown.warnings].filter(Boolean).join('. ');
  byId('drivers', HTMLElement).replaceChildren(...drivers(shown));
  showThreshold(shown);
  showCalibration(shown);
}

/** Draws what depends on the threshold: the scale under the probability, the decision, the measured figures. */
export function showThreshold(shown: Shown): void {
  byId('answer', HTMLElement).replaceChildren(...hero(shown));
  const [evaluation] = measured(shown.model, shown.answer);
  byId('threshold-section', HTMLElement).hidden = evaluation === undefined;
  if (evaluation) showDecision(shown, evaluation);
}

function showCalibration(shown: Shown): void {
  const evaluations = measured(shown.model, shown.answer);
  byId('calibration-section', HTMLElement).hidden = evaluations.length === 0;
  byId('calibration', HTMLElement).replaceChildren(...calibration(shown, evaluations));
}

/** Shows the same request for a shell; long lines are scrolled to, by keyboard too. */
export function showCurl(url: string, row: Row): void {
  const place = byId('curl', HTMLElement);
  place.textContent = curlCommand(url, row);
  place.tabIndex = 0;
}
