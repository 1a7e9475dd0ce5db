import type { Issue } from '../../core/encode.ts';
import type { Explanation } from '../../core/explain.ts';
import type { Model, PageWords, Row } from './model.ts';

/** Why the API refused a request (RFC 9457), with a pointer to every wrong value. */
export interface Refusal {
  /** HTTP status; 0 when the service did not answer. */
  status: number;
  detail: string;
  errors: Issue[];
  /** Seconds to wait before the next request, if the service says so. */
  retryAfter?: string | undefined;
}

/** The answer to one row, with its explanation. */
export interface Answer {
  /** Probability of the positive class. */
  probability: number;
  variant: string;
  explanation: Explanation;
  /** Bounds of the probability at INTERVAL_LEVEL; undefined if the variant has no interval. */
  interval?: Interval | undefined;
  /** Values that the model does not know and therefore ignored. */
  warnings?: Issue[];
}

export type Interval = [low: number, high: number];

/** The result of a request, or why it was refused. */
export type Outcome<T> = { value: T; refusal?: undefined } | { value?: undefined; refusal: Refusal };

/** Path of a model, or of the variant that the visitor picked. */
export function inferencePath(model: string, variant: string): string {
  return `/inference/${encodeURIComponent(model)}${variant && `/${encodeURIComponent(variant)}`}`;
}

/** Names of the models that are served; some services require the key for this. */
export async function listModels(key: string): Promise<Outcome<string[]>> {
  const outcome = await ask<{ models: { model: string }[] }>('/models', key);
  return outcome.value ? { value: outcome.value.models.map(({ model }) => model) } : outcome;
}

/** Fields, variants and figures of a model. */
export function loadModel(model: string, key: string, signal: AbortSignal): Promise<Outcome<Model>> {
  return ask(`/models/${encodeURIComponent(model)}`, key, { signal });
}

/** The words that models bring along in a language; none if they cannot be loaded. */
export async function loadWords(language: string): Promise<PageWords> {
  return (await ask<PageWords>(`/words/${language}.json`, '')).value ?? {};
}

/** The answer to one row; the URL holds the options. */
export async function explain(url: string, row: Row, key: string, signal: AbortSignal): Promise<Outcome<Answer>> {
  const outcome = await post<Explained>(url, row, key, signal);
  if (outcome.refusal) return outcome;
  const { prediction, ...answer } = outcome.value;
  return { value: { probability: prediction[1], ...answer } };
}

interface Explained extends Omit<Answer, 'probability'> {
  prediction: [negative: number, positive: number];
}

/** The probability of the positive class for every row, in one request. */
export async function predictAll(
  path: string,
  rows: Row[],
  key: string,
  signal: AbortSignal,
): Promise<Outcome<number[]>> {
  const outcome = await post<{ predictions: [number, number][] }>(path, { instances: rows }, key, signal);
  return outcome.value ? { value: outcome.value.predictions.map(([, positive]) => positive) } : outcome;
}

async function post<T>(path: string, body: object, key: string, signal: AbortSignal): Promise<Outcome<T>> {
  const init = { method: 'POST', body: JSON.stringify(body), signal };
  const outcome = await ask<{ body: T }>(path, key, init);
  return outcome.value ? { value: outcome.value.body } : outcome;
}

async function ask<T>(path: string, key: string, init: RequestInit = {}): Promise<Outcome<T>> {
  if (!canBeKey(key)) return refused(401);
  const headers = { ...(init.body && { 'content-type': 'application/json' }), ...(key && { 'x-api-key': key }) };
  const response = await fetch(path, { ...init, headers }).catch(() => undefined);
  if (response === undefined) return refused(0);
  const body = await response.json().catch(() => undefined);
  if (response.ok && body !== undefined) return { value: body };
  const { detail = '', errors = [] } = body ?? {};
  const retryAfter = response.headers.get('retry-after') ?? undefined;
  return { refusal: { status: response.status, detail, errors, retryAfter } };
}

/** Whether a text can be a key: others cannot even be sent, such as one with a space that nobody sees. */
export function canBeKey(text: string): boolean {
  return /^\w*$/.test(text);
}

function refused(status: number): { refusal: Refusal } {
  return { refusal: { status, detail: '', errors: [] } };
}
