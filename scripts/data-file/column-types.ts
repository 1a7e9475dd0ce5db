import { type Connection, select } from './database.ts';

/** A type that texts can have. */
export type TextType = 'BIGINT' | 'DOUBLE' | 'DATE' | 'TIMESTAMP' | 'TIMESTAMP WITH TIME ZONE' | 'TIME' | 'VARCHAR';

/** Most columns of names are found to be text within this many rows; only the others are read in full. */
const SAMPLE = 1000;
/** Largest whole number that a double holds exactly: longer ones are names. */
const LARGEST = '9007199254740992';
const NUMBER = String.raw`\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*`;
const NUMBER_OR_NAN = String.raw`(?i)${NUMBER}|\s*(nan|[+-]?inf(inity)?)\s*`;
const DAY = String.raw`\s*\d{4}-\d{1,2}-\d{1,2}`;
const CLOCK = String.raw`\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?`;
const OFFSET = String.raw`\s?(Z|[+-]\d{2}(:?\d{2})?)`;

type Condition = (text: string) => string;
const matches =
  (pattern: string): Condition =>
  (text) =>
    `regexp_full_match(${text}, '${pattern}')`;
const converts = (pattern: string, type: string): Condition => {
  return (text) => `${matches(pattern)(text)} AND TRY_CAST(${text} AS ${type}) IS NOT NULL`;
};

/** What must hold for all texts. */
const ALL = {
  WHOLE: matches(String.raw`\s*-?\d+\s*`),
  BIGINT: (text: string) => `abs(TRY_CAST(${text} AS HUGEINT)) <= ${LARGEST}`,
  DOUBLE: matches(NUMBER_OR_NAN),
  DATE: converts(String.raw`${DAY}\s*`, 'DATE'),
  TIMESTAMP: converts(String.raw`${DAY}([T ]${CLOCK})?\s*`, 'TIMESTAMP'),
  'TIMESTAMP WITH TIME ZONE': converts(String.raw`${DAY}[T ]${CLOCK}${OFFSET}\s*`, 'TIMESTAMPTZ'),
  TIME: converts(String.raw`\s*${CLOCK}\s*`, 'TIME'),
};
/** What matters if it holds for one text. */
const ONE = { CODE: matches(String.raw`\s*[+-]?0\d.*`), NUMBER: matches(NUMBER) };

type Fit = keyof typeof ALL;
const EVERY = Object.keys(ALL) as Fit[];

/**
 * The types of texts, judged by all of them: a type must fit every text that is not NULL. A number never has leading zeros,
 * a whole number is at most 2^53, and a date has the order of ISO 8601. Anything else stays text, also yes and no.
 * @param texts SQL over the table
 * @throws {Failure} naming `what` when the table cannot be read
 */
export async function columnTypes(
  connection: Connection,
  table: string,
  texts: readonly string[],
  what?: string,
): Promise<TextType[]> {
  const sample = `(SELECT * FROM ${table} LIMIT ${SAMPLE})`;
  const inSample = await fitsOf(
    connection,
    sample,
    texts.map((text) => ({ text, wanted: EVERY })),
    what,
  );
  const asked = texts.map((text, k) => ({ text, wanted: EVERY.filter((fit) => inSample[k]!.has(fit)) }));
  const open = asked.filter(({ wanted }) => wanted.length > 0);
  const found = await fitsOf(connection, table, open, what);
  const types = new Map(open.map(({ text }, k) => [text, typeOf(found[k]!)]));
  return texts.map((text) => types.get(text) ?? 'VARCHAR');
}

/** By text: which of the wanted conditions hold. */
async function fitsOf(
  connection: Connection,
  table: string,
  asked: readonly { text: string; wanted: readonly Fit[] }[],
  what?: string,
): Promise<Set<string>[]> {
  if (asked.length === 0) return [];
  const columns = asked.map(({ text, wanted }, k) => {
    const all = wanted.map(
      (fit) => `CASE WHEN coalesce(bool_and(${ALL[fit](text)}) FILTER (${text} IS NOT NULL), true) THEN '${fit}' END`,
    );
    const one = Object.entries(ONE).map(([name, holds]) => `CASE WHEN bool_or(${holds(text)}) THEN '${name}' END`);
    return `[${[...all, ...one, `CASE WHEN count(${text}) > 0 THEN 'FILLED' END`].join(', ')}] AS c${k}`;
  });
  const [row] = await select(connection, `SELECT ${columns.join(', ')} FROM ${table}`, what);
  return asked.map((_, k) => new Set((row![`c${k}`] as (string | null)[]).filter((fit) => fit !== null)));
}

function typeOf(fits: ReadonlySet<string>): TextType {
  if (!fits.has('FILLED')) return 'VARCHAR';
  const isNumber = fits.has('DOUBLE') && fits.has('NUMBER') && !fits.has('CODE');
  if (isNumber && fits.has('WHOLE')) return fits.has('BIGINT') ? 'BIGINT' : 'VARCHAR';
  if (isNumber) return 'DOUBLE';
  const dates = ['DATE', 'TIMESTAMP', 'TIMESTAMP WITH TIME ZONE', 'TIME'] as const;
  return dates.find((type) => fits.has(type)) ?? 'VARCHAR';
}
