/** How long the page waits after an input before it sends a request, in milliseconds. */
const PAUSE = 200;

let controller = new AbortController();
let timer = 0;

/** Aborts the pending request and returns the signal for the next one. */
export function startRequest(): AbortSignal {
  clearTimeout(timer);
  controller.abort();
  controller = new AbortController();
  return controller.signal;
}

/** Sends a request once the visitor pauses (debounce). */
export function requestSoon(send: () => void): void {
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE);
}
