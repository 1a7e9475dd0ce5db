import http, { type RefinedResponse } from 'k6/http';
import { Counter } from 'k6/metrics';
import type { Case } from './case.ts';

/** How far a probability may be from the one that the core computed. */
const TOLERANCE = 1e-12;

/** Answers of the wrong status, and good answers with a probability other than the core's. */
const wrongStatus = new Counter('wrong_status');
const wrongAnswer = new Counter('wrong_answer');
const rows = new Counter('rows');

const url = __ENV.BASE_URL!;
const key = __ENV.API_KEY!;

/** Sends one request and judges the answer. */
export function ask(asked: Case): void {
  const headers: Record<string, string> = { 'content-type': asked.contentType };
  if (asked.key) headers['x-api-key'] = key;
  const response = http.request(asked.method, url + asked.path, asked.method === 'GET' ? null : asked.body, {
    headers,
    responseCallback: http.expectedStatuses(asked.status),
    tags: { name: asked.status === 200 ? 'good' : 'bad' },
  });
  const statusIsWrong = response.status !== asked.status;
  wrongStatus.add(statusIsWrong ? 1 : 0);
  if (asked.expected === undefined || statusIsWrong) return;
  const right = isRight(response, asked.expected);
  wrongAnswer.add(right ? 0 : 1);
  rows.add(Object.values(asked.expected)[0]!.length);
}

interface Answer {
  body: { variant: string; prediction?: [number, number]; predictions?: [number, number][] };
}

function isRight(response: RefinedResponse<'text'>, expected: Record<string, number[]>): boolean {
  const { body } = JSON.parse(response.body) as Answer;
  const predictions = body.predictions ?? [body.prediction!];
  const probabilities = expected[body.variant];
  return (
    probabilities !== undefined &&
    predictions.length === probabilities.length &&
    predictions.every(
      ([no, yes], row) => Math.abs(yes - probabilities[row]!) <= TOLERANCE && Math.abs(no + yes - 1) <= TOLERANCE,
    )
  );
}
