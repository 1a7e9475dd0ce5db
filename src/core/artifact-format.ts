/** The formats that are read, the last of which training writes: see .github/CHANGELOG.md. */
export const FORMATS = [1, 2] as const;
export const FORMAT = 2 as const;
/** The minor version of the format that is known in full. A later one adds only members that change no answer. */
export const MINOR = 0;

/** Names of members that format 2 renamed. */
const RENAMED: Readonly<Record<string, string>> = { reference: 'averageLogOdds' };

/** The JSON of an artifact with the member names of today. Its `format` stays, because the digest covers it. */
export function withNamesOfToday(json: object): object {
  if (!('format' in json) || json.format !== 1) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [Object.hasOwn(RENAMED, name) ? RENAMED[name]! : name, value]),
  );
}

/** What is wrong with the version of an artifact, if no version of this project reads it. */
export function formatError(json: object): string | undefined {
  const format = 'format' in json ? json.format : undefined;
  if (FORMATS.some((known) => known === format)) return undefined;
  const found = format === undefined ? 'format is missing' : `format is ${JSON.stringify(format)}`;
  return `${found}: expected ${FORMATS.join(' or ')}`;
}

/** An unknown member, as zod reports it. */
interface Unknown {
  code?: string | undefined;
  path: readonly PropertyKey[];
  keys?: readonly string[];
}

/**
 * The JSON of an artifact without unknown members, and their paths; undefined unless its minor version is a later one
 * and unknown members are all that is wrong.
 */
export function withoutLaterMembers(
  json: object,
  issues: readonly Unknown[],
): { known: object; ignored: string[] } | undefined {
  const isLater = 'minor' in json && typeof json.minor === 'number' && json.minor > MINOR;
  if (!isLater || issues.some(({ code }) => code !== 'unrecognized_keys')) return undefined;
  const known: object = JSON.parse(JSON.stringify(json));
  const ignored: string[] = [];
  for (const { path, keys = [] } of issues) {
    const owner = path.reduce<object>((value, name) => Reflect.get(value, name), known);
    for (const key of keys) {
      Reflect.deleteProperty(owner, key);
      ignored.push([...path, key].join('.'));
    }
  }
  return { known, ignored };
}
