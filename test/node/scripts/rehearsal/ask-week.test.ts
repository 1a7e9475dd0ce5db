import { expect, test } from 'vitest';
import { askWeek } from '../../../../scripts/rehearsal/ask-week.ts';

const row = (hour: number) => ({ input: { hour }, outcome: 1 as const, day: 0, knownOn: 1 });

/** A service that answers by the hour: a status, or a probability. */
function service(answerTo: (hour: number) => number) {
  const asked: string[] = [];
  return {
    asked,
    model: 'small',
    key: 'key',
    url: 'http://service.test',
    takeLines: () => asked.splice(0).map((id) => `{"request_id":"${id}"}`),
    async fetch(request: Request) {
      const answer = answerTo(((await request.json()) as { hour: number }).hour);
      asked.push(request.headers.get('x-request-id')!);
      if (answer > 1) return new Response('no', { status: answer });
      const body = { statusCode: 200, body: { prediction: [1 - answer, answer] } };
      return Response.json(body, { headers: { 'x-model-digest': 'sha256:1' } });
    },
  };
}

test('askWeek() keeps probability and digest of each answer, counts refused rows, and has the lines of its own requests', async () => {
  const found = await askWeek(
    service((hour) => (hour === 1 ? 422 : 0.25)),
    [row(0), row(1), row(2)],
    'week-1',
  );
  expect(found.answered).toMatchObject([{ probability: 0.25, digest: 'sha256:1' }, { input: { hour: 2 } }]);
  expect(found.refused).toBe(1);
  expect(found.lines).toEqual(['week-1-0', 'week-1-1', 'week-1-2'].map((id) => `{"request_id":"${id}"}`));
});

test('askWeek() ends the rehearsal at any other status', async () => {
  await expect(
    askWeek(
      service(() => 500),
      [row(0)],
      'week-1',
    ),
  ).rejects.toThrow('answers 500 to a row of week-1: no');
});
