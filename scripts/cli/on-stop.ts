const POLL = 500;

/**
 * Calls back once when the program is asked to stop: by a signal, or by the end of npm's shell, which does not pass on
 * the signals that it receives. Replaces the handlers of packages, which would end the program before it can clean up.
 */
export function onStop(stop: () => void): void {
  let stopping = false;
  const stopOnce = () => {
    if (!stopping) stop();
    stopping = true;
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, stopOnce);
  }
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && stopOnce(), POLL).unref();
}
