import { afterAll, expect } from 'vitest';
import { SECRETS } from '../secrets.ts';

/*
 * Runs in every test file of the Worker. No log line may contain a key, a value of a request or a stack trace, and lines
 * of the service may only have the members that are listed here.
 */

const MEMBERS = new Set(
  [
    'event time request_id method route status model variant rows key limiter_down ms error headers',
    'digest codes probabilities',
    'shadow mean shadow_mean largest_difference disagreements refused',
  ].flatMap((names) => names.split(' ')),
);

const examples = import.meta.glob<{ rows: { input: Record<string, unknown> }[] }>('../../models/*/examples.json', {
  eager: true,
});

/** Values that are long enough not to be words of the service itself. */
const values = new Set(
  Object.values(examples)
    .flatMap(({ rows }) => rows.flatMap(({ input }) => Object.values(input)))
    .filter((value) => typeof value === 'string' && value.length > 4),
);

const lines: string[] = [];

for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
  const write = console[method].bind(console);
  console[method] = (...parts: unknown[]) => {
    lines.push(parts.map(String).join(' '));
    write(...parts);
  };
}

afterAll(() => {
  for (const line of lines) {
    expect(line).not.toMatch(SECRETS);
    expect([...values].filter((value) => line.includes(String(value)))).toEqual([]);
    if (line.startsWith('{')) expect(Object.keys(JSON.parse(line)).filter((name) => !MEMBERS.has(name))).toEqual([]);
  }
});
