import type { Outcome } from './api.ts';
import { byId } from './element.ts';
import { heat } from './heat.ts';
import { message } from './messages.ts';
import { refusalText } from './refusal.ts';
import type { Scenarios, Step } from './scenarios.ts';
import type { Shown } from './shown.ts';

/** The scenarios that were asked for, and what came of it. */
interface Compared {
  others: Scenarios;
  outcome: Outcome<number[]>;
  key: string;
}

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
  const { others, outcome, key } = compared;
  byId('heat-drawn', HTMLElement).hidden = outcome.refusal !== undefined;
  const reason = outcome.refusal ? refusalText(outcome.refusal, key, shown.language).text : '';
  byId('heat-refused', HTMLElement).textContent = reason && message(shown.language, 'notCompared', { reason });
  if (outcome.refusal) return;
  const hadFocus = byId('heat', HTMLElement).contains(document.activeElement);
  const { table, summary, range } = heat(shown, others, outcome.value, onPick);
  byId('heat', HTMLElement).replaceChildren(table);
  byId('heat-summary', HTMLElement).textContent = summary;
  byId('heat-lowest', HTMLElement).textContent = range[0];
  byId('heat-highest', HTMLElement).textContent = range[1];
  if (hadFocus) table.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
}
