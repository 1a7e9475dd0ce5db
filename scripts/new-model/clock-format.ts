import { type Connection, literal, select } from '../data-file/database.ts';

const FORMATS = ['%I:%M %p', '%I:%M:%S %p', '%I:%M%p', '%I:%M:%S%p', '%I %p', '%I%p'];

/**
 * The format of a text column of times of day with AM and PM, such as 9:30 PM, as `strptime` of DuckDB takes it; undefined
 * if none fits all texts. Times such as 21:30 have a type of their own.
 * @param text SQL over the table `file`
 */
export async function clockFormat(connection: Connection, text: string): Promise<string | undefined> {
  const fits = FORMATS.map((format, k) => `count(try_strptime(trim(${text}), ${literal(format)})) AS c${k}`);
  const [found] = await select(connection, `SELECT count(${text}) AS total, ${fits.join(', ')} FROM file`);
  const total = Number(found!.total);
  return FORMATS.find((_, k) => total > 0 && Number(found![`c${k}`]) === total);
}
