import { compileZone } from '../../src/core/zone.ts';

/** Whether a text is an IANA time zone, such as America/Santiago. */
export function isZone(zone: string): boolean {
  try {
    compileZone(zone);
    return true;
  } catch {
    return false;
  }
}
