import { gzipSync } from 'node:zlib';

/** A line of the service about a request. */
export function requestLine(changes: object = {}): object {
  return {
    event: 'request',
    time: '2026-11-29T10:00:00.000Z',
    request_id: 'a',
    method: 'POST',
    route: '/inference/:model',
    status: 200,
    model: 'delay',
    variant: 'forecast',
    rows: 1,
    ms: 0,
    ...changes,
  };
}

/** Lines in each shape that logs come in. */
export const IN_SHAPE: Record<string, (lines: readonly object[]) => string | Buffer> = {
  'lines of the service': (lines) => lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
  'wrangler tail': (lines) => lines.map((line) => `${JSON.stringify(tailed(line), null, 4)}\n`).join(''),
  Logpush: (lines) => gzipSync(lines.map((line) => `${JSON.stringify(pushed(line))}\n`).join('')),
  'answers of the telemetry API': (lines) => JSON.stringify(answered(lines)),
};

function tailed(line: object): object {
  const text = JSON.stringify(line);
  return {
    wallTime: 2,
    cpuTime: 1,
    truncated: false,
    executionModel: 'stateless',
    outcome: 'ok',
    scriptVersion: { id: '5c6f8d1e' },
    scriptName: 'edge-logit-prd',
    exceptions: [],
    logs: [
      { message: ['not a line of {the service'], level: 'log', timestamp: 1 },
      { message: [text], level: 'log', timestamp: 2 },
    ],
    eventTimestamp: 1,
    event: { request: { url: 'https://inference.example/inference/delay', method: 'POST' }, response: { status: 200 } },
  };
}

function pushed(line: object): object {
  return {
    Event: { Request: { Method: 'POST' }, Response: { Status: 200 } },
    EventTimestampMs: 1,
    EventType: 'fetch',
    Logs: [{ Level: 'log', Message: [JSON.stringify(line)], TimestampMs: 1 }],
    Outcome: 'ok',
    ScriptName: 'edge-logit-prd',
    ScriptVersion: { ID: '5c6f8d1e' },
  };
}

function answered(lines: readonly object[]): object {
  const metadata = { $metadata: { service: 'edge-logit-prd', type: 'cf-worker' }, dataset: 'cloudflare-workers' };
  const events = lines.map((line, k) =>
    // Workers Logs turns a line of JSON into members, or leaves the text.
    k % 2 === 0 ? { ...metadata, source: line } : { ...metadata, source: { message: JSON.stringify(line) } },
  );
  return { success: true, errors: [], messages: [], result: { events: { count: events.length, events } } };
}
