import http, { type RefinedResponse } from 'k6/http';
import { Counter, Rate } from 'k6/metrics';
import type { Case } from './case.ts';
import { isAcrossNetwork, setting } from './options.ts';

/** How far a probability may be from the one that the core computed. */
const TOLERANCE = 1e-12;

/** Answers of the wrong status, none included; and good answers with a probability other than the core's. */
const wrongStatus = new Rate('wrong_status');
const wrongAnswer = new Counter('wrong_answer');
/** Requests that were sent again because their connection broke. */
const retried = new Counter('retried_connections');
const rows = new Counter('rows');

const url = __ENV.BASE_URL!;
const acrossNetwork = isAcrossNetwork();
/** Used in turn, because the tier of a key may limit its rate. */
const keys = __ENV.API_KEYS!.split(',');
/** Every which good answer is compared with the core's. */
const checkEvery = setting('CHECK_EVERY', 1);

/** How many requests this user has sent. `k6/execution` counts those of all, but asking it takes k6 so much CPU that requests go unsent. */
let sent = 0;

/** Sends one request and judges the answer. */
export function ask(asked: Case): void {
  const number = __VU + sent++;
  let response = send(asked, keys[number % keys.length]!);
  // Asking again is safe: answers change nothing.
  if (acrossNetwork && response.status === 0) {
    retried.add(1);
    response = send(asked, keys[number % keys.length]!);
  }
  const statusIsWrong = response.status !== asked.status;
  wrongStatus.add(statusIsWrong);
  if (asked.expected === undefined || statusIsWrong) return;
  rows.add(Object.values(asked.expected)[0]!.length);
  if (number % checkEvery === 0) wrongAnswer.add(isRight(response, asked.expected) ? 0 : 1);
}

function send({ method, path, body, contentType, key, status }: Case, apiKey: string): RefinedResponse<'text'> {
  return http.request(method, url + path, method === 'GET' ? null : body, {
    headers: { 'content-type': contentType, ...(key && { 'x-api-key': apiKey }) },
    responseCallback: http.expectedStatuses(status),
    tags: { name: status === 200 ? 'good' : 'bad' },
  });
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
