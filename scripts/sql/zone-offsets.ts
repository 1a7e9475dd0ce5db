import { compileZone } from '../../src/core/zone.ts';

/** The seconds that a zone is ahead of UTC from a second since 1970 on. */
export interface ZoneOffset {
  begin: number;
  ahead: number;
}

const DAY = 86_400;
/** A day more than the years 1900 to 2099 on either side, since their clocks may be that far from UTC. */
const FIRST = -25_568 * DAY;
const LAST = 47_483 * DAY;
/** No zone changes its offset twice within so short a time, and back. */
const STEP = 8 * DAY;

/** All offsets of a zone from 1900 to 2099, as the service works them out. */
export function zoneOffsets(zone: string): ZoneOffset[] {
  const offsetAt = compileZone(zone);
  const found = [{ begin: FIRST, ahead: offsetAt(FIRST) }];
  for (let from = FIRST; from < LAST; from += STEP) {
    const before = found.at(-1)!.ahead;
    const after = offsetAt(from + STEP);
    if (after === before) continue;
    let [low, high] = [from, from + STEP];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    found.push({ begin: high, ahead: after });
  }
  return found;
}
