import { type Connection, identifier, select } from '../data-file/database.ts';

/** By column: the offsets from UTC that its times have in the file, such as −03:00. */
export type WrittenOffsets = ReadonlyMap<string, readonly string[]>;

const OFFSET = String.raw`\s?(Z|[+-]\d{2}(:?\d{2})?)\s*$`;
const IS_UTC = /^(Z|[+-]00(:?00)?)$/;

/**
 * The columns of `data` whose times stand in the file with an offset other than that of UTC: the text is then the local time
 * of where it was written, also when the clocks change.
 */
export async function writtenOffsets(connection: Connection): Promise<WrittenOffsets> {
  const isText = new Set(await columnsOfType(connection, 'source', 'VARCHAR'));
  const names = (await columnsOfType(connection, 'data', 'TIMESTAMP WITH TIME ZONE')).filter((name) =>
    isText.has(name),
  );
  if (names.length === 0) return new Map();
  const found = names.map((name, k) => {
    return `list_sort(list(DISTINCT regexp_extract(${identifier(name)}, '${OFFSET}', 1))) AS c${k}`;
  });
  const [row] = await select(connection, `SELECT ${found.join(', ')} FROM source`);
  const offsets = names.map((name, k) => {
    const texts = ((row![`c${k}`] as string[] | null) ?? []).filter((text) => text !== null && text !== '');
    return [name, texts] as const;
  });
  return new Map(offsets.filter(([, texts]) => texts.some((text) => !IS_UTC.test(text))));
}

/**
 * A column of times with offsets as the local times that stand in the file.
 * @param text SQL for its texts, without marks of missing ones
 */
export function withoutOffset(name: string, text: string, offsets: readonly string[]) {
  const value = `CAST(regexp_replace(${text}, '${OFFSET}', '') AS TIMESTAMP)`;
  const column = { name, kind: 'date' as const, value, isText: true };
  const about = 'local time as it stands in the data';
  const shown = offsets.slice(0, 3).join(', ') + (offsets.length > 3 ? ' …' : '');
  const read = `${name}: times are local times as they stand in the file, without their offsets (${shown})`;
  const zone = offsets.length === 1 ? zoneOf(offsets[0]!) : undefined;
  if (zone !== undefined)
    return { ...column, about, zone, note: `${read}; their zone is taken to be ${zone}; --zone names another` };
  return {
    ...column,
    about,
    note: `${read}; name their zone, such as --zone America/Santiago, if callers send an offset`,
  };
}

/** The IANA zone of an offset of whole hours, whose sign is the opposite one; undefined for other offsets. */
function zoneOf(offset: string): string | undefined {
  const [, sign, hours, minutes = '00'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(offset) ?? [];
  if (sign === undefined || minutes !== '00' || Number(hours) > 12) return undefined;
  return `Etc/GMT${sign === '-' ? '+' : '-'}${Number(hours)}`;
}

/** The names of the columns of a view that have a type. */
export async function columnsOfType(connection: Connection, view: string, type: string): Promise<string[]> {
  const described = await select(connection, `DESCRIBE ${view}`);
  return described.filter((row) => row.column_type === type).map((row) => String(row.column_name));
}
