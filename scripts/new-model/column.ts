import { type Connection, identifier, literal, select } from '../data-file/database.ts';
import { missingMarks, withoutMarks } from '../data-file/missing-marks.ts';
import { clockFormat } from './clock-format.ts';
import { dateFormat, dateRemark, orderText } from './date-format.ts';
import { type WrittenOffsets, withoutOffset } from './written-offsets.ts';

/** A column of the data file that can become a field. */
export interface Column {
  name: string;
  /** `hour` is the hour of a time of day, from 0 to 23. */
  kind: 'text' | 'boolean' | 'integer' | 'number' | 'date' | 'hour';
  /** SQL over the table `file`: the value, or NULL if it is missing or unusable. */
  value: string;
  /** Whether rows.sql needs the text that stands in the file, whatever it looks like. */
  isText?: boolean;
  /** How a date is read, for descriptions. */
  about?: string;
  /** IANA zone of the clocks of a date; absent if nothing says it. */
  zone?: string;
  /** What the report says about how it is read. */
  note?: string;
}

/** A column with a type that no field supports: lists, structures, bytes. */
export interface UnusableColumn {
  name: string;
  kind: 'unusable';
  type: string;
}

export interface ReadOptions {
  /** The order of day and month in dates that do not say it themselves. */
  dates?: 'DMY' | 'MDY' | undefined;
  /** IANA name of the zone whose local times are taken from times with an offset. */
  zone?: string | undefined;
  /** Texts that mark a missing value in any column, in place of a guess. */
  missing?: readonly string[] | undefined;
  /** Columns of times whose offsets are those of local times. */
  written?: WrittenOffsets;
}

const INTEGER = /^U?(TINYINT|SMALLINT|INTEGER|BIGINT|HUGEINT)$|^DECIMAL\(\d+,0\)$/;

/** Whether a column holds numbers. */
export function isNumeric({ kind }: Pick<Column, 'kind'>): boolean {
  return kind === 'integer' || kind === 'number';
}

/** The columns of the table `file`, in order. @throws {Failure} when `--dates` does not fit the dates */
export async function readColumns(
  connection: Connection,
  options: ReadOptions = {},
): Promise<(Column | UnusableColumn)[]> {
  const described = await select(connection, 'DESCRIBE file');
  const declared = described.map((row) => ({ name: String(row.column_name), type: String(row.column_type) }));
  const texts = declared.filter(({ type }) => type === 'VARCHAR').map(({ name }) => name);
  const marks = await marksByColumn(connection, texts);
  const columns: (Column | UnusableColumn)[] = [];
  for (const { name, type } of declared) {
    const text = withoutMarks(identifier(name), marks.get(name) ?? []);
    if (options.written?.has(name)) columns.push(withoutOffset(name, text, options.written.get(name)!));
    else if (type === 'VARCHAR') columns.push(await textColumn(name, text));
    else columns.push(await typedColumn(name, type, identifier(name)));
  }
  return columns;

  async function textColumn(name: string, text: string): Promise<Column> {
    const clock = await clockFormat(connection, text);
    if (clock !== undefined) return { ...hourColumn(name, `strptime(trim(${text}), ${literal(clock)})`), isText: true };
    const format = await dateFormat(connection, { name, text }, options.dates);
    if (format === undefined) return { name, kind: 'text', value: identifier(name) };
    const value = `strptime(trim(${text}), ${literal(format.format)})`;
    const note = dateRemark(name, format, options.dates);
    return { ...localColumn(name, value), isText: true, about: orderText(format), ...(note && { note }) };
  }

  async function typedColumn(name: string, type: string, value: string): Promise<Column | UnusableColumn> {
    if (type === 'BOOLEAN') return { name, kind: 'boolean', value: `${value}::VARCHAR` };
    if (INTEGER.test(type)) return integerColumn(connection, name, type, value);
    if (type.startsWith('DECIMAL')) return { name, kind: 'number', value };
    if (type === 'FLOAT' || type === 'DOUBLE') return { name, kind: 'number', value: await finite(connection, value) };
    if (type === 'DATE' || type === 'TIMESTAMP') return localColumn(name, value);
    if (type === 'TIMESTAMP WITH TIME ZONE') return zonedColumn(name, value, options.zone);
    if (/^TIMESTAMP_/.test(type)) return localColumn(name, `${value}::TIMESTAMP`);
    if (type === 'TIME') return hourColumn(name, value);
    if (type === 'UUID' || type.startsWith('ENUM')) return { name, kind: 'text', value: `${value}::VARCHAR` };
    return { name, kind: 'unusable', type };
  }

  /** A date without an offset: the time of the clocks. */
  function localColumn(name: string, value: string): Column {
    const { zone } = options;
    return { name, kind: 'date', value, ...(zone && { zone, about: zoneText(zone) }) };
  }
}

function hourColumn(name: string, time: string): Column {
  return { name, kind: 'hour', value: `hour(${time})` };
}

/** Whole numbers, as texts if there is one beyond 2^53: a double does not hold it. */
async function integerColumn(connection: Connection, name: string, type: string, value: string): Promise<Column> {
  if (!/BIGINT|HUGEINT|DECIMAL/.test(type)) return { name, kind: 'integer', value };
  const sql = `SELECT count(*) FILTER (abs(${value}::HUGEINT) > ${2 ** 53}) AS large FROM file`;
  const [found] = await select(connection, sql);
  if (Number(found!.large) > 0) return { name, kind: 'text', value: `${value}::VARCHAR` };
  return { name, kind: 'integer', value: type.endsWith('BIGINT') ? value : `${value}::BIGINT` };
}

function zoneText(zone: string): string {
  return zone === 'UTC' ? 'UTC' : `local time of ${zone}`;
}

function zonedColumn(name: string, value: string, zone = 'UTC'): Column {
  const about = zoneText(zone);
  const note =
    zone === 'UTC'
      ? `${name}: times with an offset become UTC; if what matters is the local time, name its zone: --zone America/Santiago`
      : `${name}: times with an offset become ${about}`;
  return { name, kind: 'date', value: `(${value} AT TIME ZONE ${literal(zone)})`, about, zone, note };
}

/** The expression, with NaN and infinity as NULL if the column has any. */
async function finite(connection: Connection, value: string): Promise<string> {
  const [found] = await select(connection, `SELECT count(*) FILTER (NOT isfinite(${value})) AS bad FROM file`);
  return Number(found!.bad) === 0 ? value : `CASE WHEN isfinite(${value}) THEN ${value} END`;
}

async function marksByColumn(connection: Connection, names: readonly string[]): Promise<Map<string, string[]>> {
  const marks = await missingMarks(connection, 'file', names.map(identifier));
  return new Map(names.map((name, k) => [name, marks[k]!]));
}
