/** The shapes that a log comes in. */
export type LogShape = 'lines of the service' | 'wrangler tail' | 'Logpush' | 'answers of the telemetry API';

/** The lines of the service in an object of a log, parsed, and the shape of the log; undefined for any other object. */
export function linesIn(value: object): { shape: LogShape; lines: object[] } | undefined {
  const found = value as Readonly<Record<string, unknown>>;
  if (typeof found.event === 'string') return { shape: 'lines of the service', lines: [value] };
  if (Array.isArray(found.logs)) return { shape: 'wrangler tail', lines: parsed(messages(found.logs, 'message')) };
  if (Array.isArray(found.Logs)) return { shape: 'Logpush', lines: parsed(messages(found.Logs, 'Message')) };
  const events = member(member(member(found, 'result') ?? found, 'events'), 'events');
  if (!Array.isArray(events)) return undefined;
  const sources = events.map((event) => {
    const source = member(event, 'source');
    return member(source, 'event') === undefined
      ? (member(source, 'message') ?? source ?? member(member(event, '$metadata'), 'message'))
      : source;
  });
  return { shape: 'answers of the telemetry API', lines: parsed(sources) };
}

/** What `console.log` was called with. */
function messages(logs: readonly unknown[], name: string): unknown[] {
  return logs.flatMap((log) => member(log, name) ?? []);
}

/** The lines among texts and objects; everything else that a Worker writes is left out. */
function parsed(values: readonly unknown[]): object[] {
  return values.flatMap((value) => {
    const line = typeof value === 'string' ? parseOrNothing(value) : value;
    return typeof member(line, 'event') === 'string' ? [line as object] : [];
  });
}

function parseOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
