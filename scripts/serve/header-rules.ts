/** Headers that paths get, in the order of the file. */
export interface HeaderRule {
  matches(path: string): boolean;
  /** Names in lower case; undefined takes away what an earlier rule set. */
  headers: [name: string, value: string | undefined][];
}

/**
 * Reads a `_headers` file of Cloudflare: a line with a path, in which `*` is anything, then indented lines such as
 * `Name: value`, or `! Name`.
 */
export function parseHeaders(text: string): HeaderRule[] {
  const rules: HeaderRule[] = [];
  for (const line of text.split('\n').filter((line) => line.trim() !== '')) {
    if (/^\S/.test(line)) {
      const pattern = line.trim().split('*').map(escaped).join('.*');
      const path = new RegExp(`^${pattern.startsWith('/') ? '' : '/'}${pattern}$`);
      rules.push({ matches: (candidate) => path.test(candidate), headers: [] });
      continue;
    }
    const [, removed, name, value] = /^\s*(?:!\s*(\S+)|([^:\s]+):\s*(.*))$/.exec(line) ?? [];
    if (removed) rules.at(-1)?.headers.push([removed.toLowerCase(), undefined]);
    else if (name) rules.at(-1)?.headers.push([name.toLowerCase(), value!.trim()]);
  }
  return rules;
}

/** The headers of a path. */
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const rule of rules.filter(({ matches }) => matches(path))) {
    for (const [name, value] of rule.headers) {
      if (value === undefined) delete headers[name];
      else headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    }
  }
  return headers;
}

function escaped(text: string): string {
  return text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
}
