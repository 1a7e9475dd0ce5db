import { type KeyRecord, keyState } from '../../src/api-key.ts';
import { table } from '../cli/table.ts';

const HEADING = ['id', 'name', 'owner', 'start', 'models', 'tier', 'created', 'expires', 'state'];

/** What may be printed about a key: its record and its state, which are not enough to rebuild the key. */
export function described(record: KeyRecord, now: Date) {
  return { ...record, state: keyState(record, now.getTime()) };
}

/** Keys as a table, one line each. */
export function keyTable(records: readonly KeyRecord[], now: Date): string {
  const rows = records.map((record) => {
    const { id, name, owner = '–', start, models, tier, createdAt, expiresAt, state } = described(record, now);
    const scope = models.includes('*') ? 'all' : models.join(', ');
    return [
      id,
      name,
      owner,
      start,
      scope,
      tier,
      minute(createdAt),
      expiresAt === null ? 'never' : minute(expiresAt),
      state,
    ];
  });
  return table([HEADING, ...rows]);
}

/** All facts about a key, one line each. */
export function keyDetails(record: KeyRecord, now: Date): string {
  const facts = Object.entries(described(record, now)).map(([fact, value]) => [fact, factText(value)]);
  const width = Math.max(...facts.map(([fact]) => fact!.length));
  return facts.map(([fact, value]) => `${fact!.padEnd(width)}  ${value}`).join('\n');
}

function factText(value: string | boolean | readonly string[] | null | undefined): string {
  return value == null ? '–' : String(value);
}

/** ISO 8601 to the minute, in UTC. */
function minute(time: string): string {
  return `${time.slice(0, 16)}Z`;
}
