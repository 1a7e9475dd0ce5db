const NAME = 'api-key';

/** The key while the browser keeps nothing for this page, as with cookies blocked. */
let inMemory = '';

/**
 * The visitor's key: from the fragment of the link, `#key=…`, else from the session storage of this tab. Browsers never
 * send the fragment, and the page removes it at once.
 */
export function readKey(): string {
  return takeKey() ?? storedKey();
}

/** Takes the key out of the address, if there is one. */
export function takeKey(): string | undefined {
  const given = new URLSearchParams(location.hash.slice(1)).get('key');
  if (given === null) return undefined;
  history.replaceState(null, '', `${location.pathname}${location.search}`);
  writeKey(given);
  return given;
}

/** Remembers the key until the tab is closed; until the page is left if the browser keeps nothing. */
export function writeKey(key: string): void {
  inMemory = key;
  try {
    sessionStorage.setItem(NAME, key);
  } catch {
    // Blocked or full.
  }
}

function storedKey(): string {
  try {
    return sessionStorage.getItem(NAME) ?? inMemory;
  } catch {
    return inMemory;
  }
}
