import type { Field } from '../../src/core/field.ts';
import { DAYS_BEFORE, PARTS, type Part } from '../../src/core/parts.ts';
import type { Dialect } from './dialect.ts';
import { cases, matching } from './expressions.ts';
import type { CellOptions, FieldCells } from './field-cells.ts';
import { zoneOffsets } from './zone-offsets.ts';

type Timestamp = Extract<Field, { type: 'timestamp' }>;

const LONGEST = 64;
/** Days since 1970 at which parts begin to count, before all others: 1 January 1890 was a Wednesday. */
const FIRST_DAY = -29_219;
/** The hours of the years 1900 to 2099. */
const FIRST_HOUR = -25_567 * 24;
const LAST_HOUR = 47_482 * 24 - 1;

/** SQL for a timestamp: its parts by the clocks of the zone, from the local hour. See `FieldCells`. */
export function timestampCells(field: Timestamp, column: string, options: CellOptions): FieldCells {
  const { dialect } = options;
  const { taken, hour } = localHour(field, column, options);
  const isMissing = `${column} IS NULL`;
  const known = cases([[taken, dialect.asInteger(hour)]]);
  return {
    field,
    accepted: field.missing ? `(${isMissing} OR ${taken})` : `(${taken})`,
    hour: known,
    part: (part) => {
      const place = partOf(part, known, dialect);
      return field.missing ? cases([[isMissing, String(PARTS[part])]], place) : place;
    },
  };
}

function localHour(field: Timestamp, column: string, { dialect, lookups, time }: CellOptions) {
  const { times } = dialect;
  const zone = () => {
    if (times.knowsZones) return dialect.text(field.zone);
    return lookups.table(
      [
        { name: 'begin', type: 'integer' },
        { name: 'ahead', type: 'integer' },
      ],
      zoneOffsets(field.zone).map(({ begin, ahead }) => [String(begin), String(ahead)]),
    );
  };
  const kind = time(field);
  if (kind === 'text') return hourOfText(dialect.asText(column), zone(), dialect);
  const hour = kind === 'local' ? times.hourOf(column) : times.localHour(times.secondsOf(column), zone());
  return { taken: `${hour} BETWEEN ${FIRST_HOUR} AND ${LAST_HOUR}`, hour };
}

function hourOfText(text: string, zone: string, { times, asInteger }: Dialect) {
  const end = `LENGTH(${text})`;
  const digits = (at: number | string) => asInteger(`SUBSTR(${text}, ${at}, 2)`);
  const midnight = times.dayOfText(`SUBSTR(${text}, 1, 10)`);
  const second = cases([[`SUBSTR(${text}, 17, 1) = ':'`, digits(18)]], '0');
  const clock = `(${digits(12)} * 3600 + ${digits(15)} * 60 + ${second})`;
  const size = `(${digits(`${end} - 4`)} * 3600 + ${digits(`${end} - 1`)} * 60)`;
  const sign = `SUBSTR(${text}, ${end} - 5, 1)`;
  const isUtc = `SUBSTR(${text}, ${end}, 1) IN ('Z', 'z')`;
  const offset = cases(
    [
      [isUtc, '0'],
      [`${sign} = '+'`, size],
    ],
    `-${size}`,
  );
  const hasOffset = `${end} > 10 AND (${isUtc} OR ${end} >= 22 AND ${sign} IN ('+', '-'))`;
  const hour = cases(
    [
      [`${end} = 10`, `${midnight} * 24`],
      [hasOffset, times.localHour(`(${midnight} * 86400 + ${clock} - ${offset})`, zone)],
    ],
    // A leap second belongs to the next hour.
    `${midnight} * 24 + ${digits(12)} + ${cases([[`SUBSTR(${text}, 15, 5) = '59:60'`, '1']], '0')}`,
  );
  return { taken: `${end} <= ${LONGEST} AND ${times.isTimestamp(text)}`, hour };
}

/** The place of a part in a table, from a local hour. */
function partOf(part: Part, hour: string, { times, asInteger }: Dialect): string {
  const fromFirst = `(${hour} - ${FIRST_DAY * 24})`;
  if (part === 'hour') return asInteger(`MOD(${fromFirst}, 24)`);
  const days = asInteger(`FLOOR(${fromFirst} / 24.0E0)`);
  if (part === 'weekday') return asInteger(`MOD(${days} + 2, 7)`);
  const date = asInteger(`(${days} + ${FIRST_DAY})`);
  const day = `(${times.dayOfMonth(date)} - 1)`;
  if (part === 'day') return day;
  if (part === 'month') return `(${times.month(date)} - 1)`;
  const months = DAYS_BEFORE.map((_, month) => String(month + 1));
  return `(${matching(times.month(date), months, DAYS_BEFORE.map(String))} + ${day})`;
}
