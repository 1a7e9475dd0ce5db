import type { Outcome } from '../api/client.ts';
import { byId } from '../dom/element.ts';
import { showPhrase } from '../dom/phrase.ts';
import { percent } from '../words/format.ts';
import { message } from '../words/messages.ts';
import { refusalText } from '../words/refusal-text.ts';
import type { AnswerView } from './answer-view.ts';
import { heatmap } from './heatmap.ts';
import { isAboutTime, type Scenarios, type Step } from './scenarios.ts';

/** The scenarios that the page asked for, and their probabilities or why there are none. */
export interface ScenarioAnswers {
  scenarios: Scenarios;
  outcome: Outcome<number[]>;
  key: string;
}

/** Below this width hours run down instead of across, so that a finger can hit a cell; as in style/heatmap.css. */
const narrow = matchMedia('(width < 40rem)');

/** Draws the heatmap, or says why there is none; hides it when there is nothing to compare. */
export function showHeatmap(
  view: AnswerView,
  answers: ScenarioAnswers | undefined,
  onPick: (row: Step, column: Step) => void = () => {},
): void {
  const section = byId('heatmap-section');
  section.hidden = answers === undefined;
  section.setAttribute('aria-busy', 'false');
  if (answers === undefined) return;
  const { scenarios, outcome, key } = answers;
  const { wording, language } = view;
  const refusal = outcome.refusal && refusalText(outcome.refusal, key, language);
  showPhrase(byId('heatmap-refused'), refusal);
  byId('heatmap-drawn').hidden = outcome.refusal !== undefined;
  if (outcome.refusal) {
    byId('heatmap-title').textContent = message(language, 'heatmapTitle');
    return;
  }
  const probabilities = outcome.value;
  draw();
  narrow.onchange = draw;

  function draw(): void {
    const place = byId('heatmap');
    const hadFocus = place.contains(document.activeElement);
    const { table, lowest, median, highest } = heatmap(view, scenarios, probabilities, narrow.matches, onPick);
    const title = byId('heatmap-title');
    title.textContent = wording.when(lowest.place);
    table.setAttribute('aria-labelledby', title.id);
    byId('heatmap-hint').textContent = message(language, isAboutTime(scenarios) ? 'heatmapHint' : 'heatmapValues');
    place.replaceChildren(table);
    const [low, middle, high] = [lowest.probability, median, highest.probability].map((probability) =>
      percent(probability, language),
    );
    byId('heatmap-lowest').textContent = low!;
    byId('heatmap-middle').textContent = middle!;
    byId('heatmap-highest').textContent = high!;
    const values = { best: `${lowest.place} (${low})`, worst: `${highest.place} (${high})` };
    const summary = message(language, 'heatmapBest', values);
    byId('heatmap-summary').textContent = summary;
    describeCell(table, byId('heatmap-readout'), summary);
    if (hadFocus) table.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
  }
}

/** Names the cell under the pointer or the focus in the readout; without one, shows another text. */
function describeCell(table: HTMLTableElement, readout: HTMLElement, otherwise: string): void {
  readout.textContent = otherwise;
  const describe = ({ target }: Event) => {
    const title = target instanceof HTMLTableCellElement ? target.title : '';
    readout.textContent = title || otherwise;
  };
  table.addEventListener('pointerover', describe);
  table.addEventListener('focusin', describe);
  table.addEventListener('pointerleave', () => {
    readout.textContent = otherwise;
  });
}
