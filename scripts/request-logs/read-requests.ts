import * as z from 'zod';
import { Failure } from '../cli/failure.ts';
import { jsonObjects } from './json-objects.ts';
import { logFile } from './log-file.ts';
import { type LogShape, linesIn } from './log-shape.ts';

/** A request as the service logged it. */
export interface LoggedRequest {
  requestId: string;
  /** When it arrived, as ISO 8601. */
  time: string;
  status: number;
  model?: string | undefined;
  variant?: string | undefined;
  rows?: number | undefined;
  digest?: string | undefined;
  /** The codes and the answers of its rows, or of those that lie evenly in a batch of more than 100; only if it is in the drift sample. */
  codes?: number[][] | undefined;
  probabilities?: number[] | undefined;
}

/** What was found in logs. */
export interface LogSummary {
  shapes: Set<LogShape>;
  requests: number;
  /** Objects that are no JSON, or lines about requests that lack something. */
  unreadable: number;
}

const lineSchema = z.object({
  event: z.literal('request'),
  request_id: z.string(),
  time: z.string(),
  status: z.number(),
  model: z.string().optional(),
  variant: z.string().optional(),
  rows: z.number().optional(),
  digest: z.string().optional(),
  codes: z.array(z.array(z.number())).optional(),
  probabilities: z.array(z.number()).optional(),
});

/**
 * Calls `use` for every request in log files: lines of the service, `wrangler tail` as JSON, Logpush, or answers of
 * the telemetry API, packed by gzip or not. Files of any size are read in pieces.
 * @throws {Failure} when a file cannot be read, or no file has a request
 */
export async function readRequests(
  paths: readonly string[],
  use: (request: LoggedRequest) => void | Promise<void>,
): Promise<LogSummary> {
  const summary: LogSummary = { shapes: new Set(), requests: 0, unreadable: 0 };
  for (const path of paths) {
    for await (const text of jsonObjects(logFile(path))) {
      const found = parseObject(text);
      if (found === undefined) summary.unreadable++;
      const inside = found && linesIn(found);
      if (!inside) continue;
      summary.shapes.add(inside.shape);
      for (const line of inside.lines) {
        if (Reflect.get(line, 'event') !== 'request') continue;
        const { success, data } = lineSchema.safeParse(line);
        if (success) {
          summary.requests++;
          const { request_id: requestId, event: _, ...rest } = data;
          await use({ requestId, ...rest });
        } else summary.unreadable++;
      }
    }
  }
  if (summary.requests > 0) return summary;
  throw new Failure(
    `${paths.join(', ')}: no request is logged there; expected lines of the service, wrangler tail --format json, Logpush or answers of the telemetry API`,
  );
}

function parseObject(text: string): object | undefined {
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}
