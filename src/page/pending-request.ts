/** How long the page waits for more input before it asks again, in milliseconds. */
const PAUSE = 200;

let asking = new AbortController();
let timer = 0;

/** Gives up what is being asked for, in favour of what is asked for next. */
export function startAsking(): AbortSignal {
  clearTimeout(timer);
  asking.abort();
  asking = new AbortController();
  return asking.signal;
}

/** Asks once the visitor pauses. */
export function askSoon(ask: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(ask, PAUSE);
}
