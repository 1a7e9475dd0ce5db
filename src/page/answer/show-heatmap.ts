import type { Outcome } from '../api/client.ts';
import { byId } from '../dom/element.ts';
import { refusalText, say } from '../show-refusal.ts';
import { percent } from '../words/format.ts';
import { message } from '../words/messages.ts';
import type { Shown } from './answer-view.ts';
import { heat } from './heatmap.ts';
import type { Scenarios, Step } from './scenarios.ts';

/** The scenarios that were asked for, and what came of it. */
export interface Compared {
  scenarios: Scenarios;
  outcome: Outcome<number[]>;
  key: string;
}

/** Where the hours run down instead of across, so that a finger can hit a cell; style/heat.css has it too. */
const narrow = matchMedia('(width < 40rem)');

/** Draws the heat strip, or says why there is none; hides it when there is nothing to compare with. */
export function showHeat(
  shown: Shown,
  compared: Compared | undefined,
  onPick: (row: Step, column: Step) => void = () => {},
): void {
  const section = byId('heat-section', HTMLElement);
  section.hidden = compared === undefined;
  section.setAttribute('aria-busy', 'false');
  if (compared === undefined) return;
  const { scenarios, outcome, key } = compared;
  const { wording, language } = shown;
  say('heat-refused', outcome.refusal ? refusalText(outcome.refusal, key, language) : { text: '' });
  byId('heat-drawn', HTMLElement).hidden = outcome.refusal !== undefined;
  if (outcome.refusal) {
    byId('heat-title', HTMLElement).textContent = message(language, 'heatTitle');
    return;
  }
  const probabilities = outcome.value;
  draw();
  narrow.onchange = draw;

  function draw(): void {
    const place = byId('heat', HTMLElement);
    const hadFocus = place.contains(document.activeElement);
    const { table, lowest, median, highest } = heat(shown, scenarios, probabilities, narrow.matches, onPick);
    const title = byId('heat-title', HTMLElement);
    title.textContent = wording.when(lowest.place);
    table.setAttribute('aria-labelledby', title.id);
    place.replaceChildren(table);
    const [low, middle, high] = [lowest.probability, median, highest.probability].map((probability) =>
      percent(probability, language),
    );
    byId('heat-lowest', HTMLElement).textContent = low!;
    byId('heat-middle', HTMLElement).textContent = middle!;
    byId('heat-highest', HTMLElement).textContent = high!;
    const values = { best: `${lowest.place} (${low})`, worst: `${highest.place} (${high})` };
    const summary = message(language, 'heatBest', values);
    byId('heat-summary', HTMLElement).textContent = summary;
    tellCell(table, byId('heat-readout', HTMLElement), summary);
    if (hadFocus) table.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
  }
}

/** Tells the cell under the pointer or the focus; something else when there is none. */
function tellCell(table: HTMLTableElement, readout: HTMLElement, otherwise: string): void {
  readout.textContent = otherwise;
  const tell = ({ target }: Event) => {
    const title = target instanceof HTMLTableCellElement ? target.title : '';
    readout.textContent = title || otherwise;
  };
  table.addEventListener('pointerover', tell);
  table.addEventListener('focusin', tell);
  table.addEventListener('pointerleave', () => {
    readout.textContent = otherwise;
  });
}
