const NAME = 'api-key';

/**
 * The visitor's key: from the fragment of the link, `#key=…`, else from the session storage of this tab. Browsers never
 * send the fragment, and the page removes it at once.
 */
export function readKey(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given === null) return sessionStorage.getItem(NAME) ?? '';
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  writeKey(given);
  return given;
}

/** Remembers the key until the tab is closed. */
export function writeKey(key: string): void {
  sessionStorage.setItem(NAME, key);
}
