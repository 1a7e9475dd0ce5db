import { Failure } from '../cli/command.ts';
import { type Connection, literal, select } from '../data-file/database.ts';

/** The order of day, month and year in a text. */
export type DateOrder = 'DMY' | 'MDY' | 'YMD';

/** How the texts of a column are read as dates. */
export interface DateFormat {
  /** As `strptime` of DuckDB takes it. */
  format: string;
  order: DateOrder;
  /** False if the texts could also be read in another order. */
  certain: boolean;
  example: string;
}

/** Their order is a guess unless a day is above 12. */
const ORDERS: Record<DateOrder, string> = { DMY: '%d-%m-YEAR', MDY: '%m-%d-YEAR', YMD: 'YEAR-%m-%d' };
const DATE = /^\s*(\d{1,4})([/.-])\d{1,2}\2(\d{1,4})(?:([ T])\d{1,2}:\d{2}(:\d{2})?( ?[AP]M)?)?\s*$/i;

/**
 * The format of a text column of dates that are not in the order of ISO 8601; undefined if it has none that fits all texts.
 * @param text SQL over the table `file`
 * @param asked the order of day and month, if the user knows it
 * @throws {Failure} when the asked order does not fit, with an example
 */
export async function dateFormat(
  connection: Connection,
  { name, text }: { name: string; text: string },
  asked?: 'DMY' | 'MDY',
): Promise<DateFormat | undefined> {
  const [first] = await select(connection, `SELECT min(${text}) AS example FROM file`);
  const example = String(first!.example ?? '');
  const formats = formatsLike(example);
  if (formats.length === 0) return undefined;
  const fits = formats.map(({ format }, k) => `count(try_strptime(trim(${text}), ${literal(format)})) AS c${k}`);
  const [counted] = await select(connection, `SELECT count(${text}) AS total, ${fits.join(', ')} FROM file`);
  const fitting = formats.filter((_, k) => Number(counted![`c${k}`]) === Number(counted!.total));
  const wanted = asked === undefined ? fitting[0] : fitting.find(({ order }) => order === asked || order === 'YMD');
  if (wanted) return { ...wanted, certain: fitting.length === 1, example: example.trim() };
  if (fitting.length === 0) return undefined;
  throw new Failure(`--dates ${asked}: ${name} has dates that are not in this order, such as ${await misfit()}`);

  async function misfit(): Promise<string> {
    const { format } = formats.find(({ order }) => order === asked)!;
    const sql = `SELECT min(${text}) AS text FROM file WHERE try_strptime(trim(${text}), ${literal(format)}) IS NULL`;
    const [found] = await select(connection, sql);
    return JSON.stringify(found!.text);
  }
}

/** The formats that a text may have, the likelier one first. */
function formatsLike(text: string): { order: DateOrder; format: string }[] {
  const [match, first = '', separator = '', last = '', between, seconds, half] = DATE.exec(text) ?? [];
  const isYearFirst = first.length === 4 && last.length <= 2;
  const isYearLast = first.length <= 2 && (last.length === 2 || last.length === 4);
  if (match === undefined || !(isYearFirst || isYearLast)) return [];
  const year = isYearFirst || last.length === 4 ? '%Y' : '%y';
  const hour = half === undefined ? '%H' : '%I';
  const clock =
    between === undefined ? '' : `${between}${hour}:%M${seconds ? ':%S' : ''}${half?.replace(/[AP]M/i, '%p') ?? ''}`;
  const orders: DateOrder[] = isYearFirst ? ['YMD'] : ['DMY', 'MDY'];
  return orders.map((order) => {
    const day = ORDERS[order].replaceAll('-', separator).replace('YEAR', year);
    return { order, format: `${day}${clock}` };
  });
}

const WORDS: Record<DateOrder, string> = { DMY: 'day first', MDY: 'month first', YMD: 'year first' };

/** What the report says about a format that is a guess; undefined if there is no doubt. */
export function dateRemark(name: string, { order, certain, example }: DateFormat, asked?: string): string | undefined {
  if (certain || asked !== undefined) return undefined;
  return (
    `${name}: ${example} is read ${WORDS[order]}, which is a guess because no day is above 12; ` +
    '--dates MDY reads the month first'
  );
}

/** The order in words, for descriptions. */
export function orderText({ order }: DateFormat): string {
  return `in the data, ${WORDS[order]}`;
}
