import { curlCommand } from '../api/curl.ts';
import type { Row } from '../api/model.ts';
import { byId } from '../dom/element.ts';
import { percent } from '../words/format.ts';
import { message } from '../words/messages.ts';
import type { AnswerView } from './answer-view.ts';
import { calibration } from './calibration.ts';
import { drivers } from './drivers.ts';
import { evaluationsOf } from './evaluations.ts';
import { hero, intervalText } from './hero.ts';
import { showDecision } from './threshold.ts';

/** Draws everything about one answer; without an answer, a placeholder. */
export function showAnswer(view: AnswerView | undefined): void {
  byId('waiting').hidden = view !== undefined;
  for (const id of ['answer', 'details']) byId(id).hidden = view === undefined;
  if (view === undefined) return;
  const chance = `${message(view.language, 'chanceOf')} ${view.wording.classes[1]}`;
  const said = `${percent(view.answer.probability, view.language)} ${chance}`;
  byId('status').textContent = [said, intervalText(view), ...view.warnings].filter(Boolean).join('. ');
  byId('drivers').replaceChildren(...drivers(view));
  showThreshold(view);
  showCalibration(view);
}

/** Draws what depends on the threshold: the scale below the probability, the decision and its figures. */
export function showThreshold(view: AnswerView): void {
  byId('answer').replaceChildren(...hero(view));
  const [evaluation] = evaluationsOf(view.model, view.answer);
  byId('threshold-section').hidden = evaluation === undefined;
  if (evaluation) showDecision(view, evaluation);
}

function showCalibration(view: AnswerView): void {
  const evaluations = evaluationsOf(view.model, view.answer);
  byId('calibration-section').hidden = evaluations.length === 0;
  byId('calibration').replaceChildren(...calibration(view, evaluations));
}

/** Shows the request as a shell command; long lines scroll, by keyboard too. */
export function showCurl(url: string, row: Row): void {
  const place = byId('curl');
  place.textContent = curlCommand(url, row);
  place.tabIndex = 0;
}
