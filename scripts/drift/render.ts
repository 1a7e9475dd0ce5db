import { percent, withThousands } from '../cli/number-text.ts';
import { table } from '../cli/table.ts';
import type { CountedLogs } from './count-rows.ts';
import type { Drift } from './drift.ts';
import { FEWEST_EXPECTED } from './psi.ts';
import { FALSE_ALARMS, type GrownShare, isAlarm, SHIFT, type Shift } from './shift.ts';

/** What a place of a field, or of the answers, stands for. */
export type PlaceName = (name: string, place: number) => string;

const HEADING = ['', 'rows', 'PSI', 'by chance', 'verdict', 'the share that moved most', 'unknown', 'missing'];

/** The result in words and a table. */
export function renderDrift(model: string, logs: CountedLogs, drift: Drift, placeName: PlaceName): string {
  const { artifacts, rows, fields, answers } = drift;
  const named = artifacts.map((one) => `${one.variant} ${one.digest.slice(0, 19)} (${withThousands(one.rows)})`);
  return [
    `${model}: ${withThousands(rows)} coded rows, answered by ${named.join(', ')}.`,
    logsText(logs),
    '',
    table(withoutEmptyColumns([HEADING, ...[...answers, ...fields].map((shift) => row(shift, placeName))])),
    '',
    `PSI: population stability index, over places with at least ${FEWEST_EXPECTED} expected rows. By chance: what it stays below if nothing shifted, in all but one report in ${1 / FALSE_ALARMS}. A shift is above that and above ${SHIFT}.`,
    alarmText([...answers, ...fields]),
  ].join('\n');
}

function logsText({ shapes, requests, unreadable, answered, refused }: CountedLogs): string {
  const broken = unreadable > 0 ? ` ${withThousands(unreadable)} objects could not be read.` : '';
  return `The logs are ${[...shapes].join(' and ')}: ${withThousands(requests)} requests, ${withThousands(answered)} of them answered by this model, and ${withThousands(refused)} refused because of a value (422).${broken}`;
}

function row(shift: Shift, placeName: PlaceName): string[] {
  const { name, rows, psi, chance, most } = shift;
  return [
    name,
    withThousands(rows),
    psi.toFixed(3),
    Number.isFinite(chance) ? chance.toFixed(3) : '–',
    verdictText(shift),
    `${placeName(name, most.place)}: ${percent(most.training)} → ${percent(most.now)}`,
    shareText(shift.unknown),
    shareText(shift.missing),
  ];
}

function withoutEmptyColumns([heading, ...body]: readonly (readonly string[])[]): string[][] {
  const used = heading!.map((_, column) => body.some((cells) => cells[column] !== ''));
  return [heading!, ...body].map((cells) => cells.filter((_, column) => used[column]));
}

/** A verdict in words. */
export function verdictText(shift: Shift): string {
  const grown = [shift.unknown?.hasGrown && 'more unknown', shift.missing?.hasGrown && 'more missing'].filter(Boolean);
  return [psiText(shift), ...grown].join(', ');
}

function psiText({ verdict, needed }: Shift): string {
  if (verdict !== 'too few rows') return verdict;
  if (needed === Number.POSITIVE_INFINITY) return 'nothing to compare';
  return `too few rows: need ${withThousands(needed!)}`;
}

function shareText(share: GrownShare | undefined): string {
  if (share === undefined) return '';
  return `${percent(share.training)} → ${percent(share.now)}${share.hasGrown ? ` (surely above ${percent(share.low)})` : ''}`;
}

function alarmText(shifts: readonly Shift[]): string {
  const alarms = shifts.filter(isAlarm).map(({ name }) => name);
  return alarms.length === 0
    ? 'No alarm.'
    : `Alarm: ${alarms.join(', ')}. Outcomes say whether answers suffer: npm run monitor.`;
}
