import { afterAll, expect } from 'vitest';
import { SECRETS } from '../secrets.ts';

/*
 * Runs in every test file of the Worker: whatever is logged there must hold neither a key, nor a value of a request,
 * nor a stack trace, and lines of the service only the members that are listed here.
 */

const MEMBERS = new Set(
  [
    'event time request_id method route status model variant rows key limiter_down ms error',
    'shadow mean shadow_mean largest_difference disagreements refused',
  ].flatMap((names) => names.split(' ')),
);

const examples = import.meta.glob<{ rows: { input: Record<string, unknown> }[] }>('../../models/*/examples.json', {
  eager: true,
});

/** Values long enough to be told from words of the service's own. */
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
