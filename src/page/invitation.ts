import { byId } from './dom/element.ts';
import { state } from './state.ts';
import { message } from './words/messages.ts';

/** Says, where the first answer will be, what the page waits for. */
export function invite(reason: 'waiting' | 'loading' | 'noAnswer'): void {
  const place = byId('invitation');
  place.dataset.message = reason;
  place.textContent = message(state.language, reason);
}
