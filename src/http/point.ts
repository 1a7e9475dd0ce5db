import { tenthOf } from '../core/code.ts';
import { BLOBS, DOUBLES, SCHEMA, TENTH_COLUMNS } from '../core/contract/point-columns.ts';
import { sigmoid } from '../core/sigmoid.ts';
import type { Ending } from './log.ts';
import type { RequestContext } from './request-context.ts';

/** A dataset of Analytics Engine, or what stands in for one. */
export interface Points {
  writeDataPoint(point: { indexes: string[]; blobs: string[]; doubles: number[] }): void;
}

/** The longest index, in bytes. */
const LONGEST_INDEX = 96;

/** What a point says beyond the ending of its request, by column. */
type Columns = Readonly<Record<string, string | number | undefined>>;

/**
 * Writes the point of a request, once all about it is known: after shadows, and at the end of a stream. A dataset that is
 * full or missing must not cost an answer.
 */
export function writePoint(points: Points, context: RequestContext, ending: Ending, columns: Columns): void {
  const { facts = {}, status, keyId } = ending;
  const { later } = facts;
  const write = (found: Partial<Record<string, number>> = {}) => {
    const values: Columns = {
      variant: facts.variant,
      digest: facts.digest?.slice(7, 19),
      route: context.route,
      key: keyId,
      country: context.request.cf?.country as string | undefined,
      schema: SCHEMA,
      status,
      rows: facts.rows,
      refused_rows: facts.refused,
      substituted_values: facts.substituted,
      ...tenthCounts(facts.logits),
      ...columns,
      ...found,
    };
    try {
      points.writeDataPoint({
        indexes: [(facts.model ?? '').slice(0, LONGEST_INDEX)],
        blobs: BLOBS.map((name) => String(values[name] ?? '')),
        doubles: DOUBLES.map((name) => Number(values[name] ?? 0)),
      });
    } catch {
      // The answer matters more.
    }
  };
  if (later) context.execution.waitUntil(later.then(write));
  else write();
}

/** How many answers are in each tenth, by column. */
function tenthCounts(logits: ArrayLike<number> = []): Record<string, number> {
  const counts: Record<string, number> = {};
  for (let row = 0; row < logits.length; row++) countTenth(counts, sigmoid(logits[row]!));
  return counts;
}

/** Counts an answer in its tenth. */
export function countTenth(counts: Record<string, number>, probability: number): void {
  const column = TENTH_COLUMNS[tenthOf(probability)]!;
  counts[column] = (counts[column] ?? 0) + 1;
}
