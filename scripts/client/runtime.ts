// <models>
export interface Models {
  [model: string]: { row: object; variant: string };
}
// </models>

/** Why the service refused a request or a row (RFC 9457); `errors` points to every wrong value. */
export class Problem extends Error {
  readonly status: number;
  readonly type: string;
  readonly errors: readonly { pointer: string; detail: string }[];
  readonly requestId: string | undefined;

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.title ?? `the service answered ${status}`));
    this.name = 'Problem';
    this.status = status;
    this.type = String(body.type ?? 'about:blank');
    this.errors = Array.isArray(body.errors) ? body.errors : [];
    this.requestId = typeof body.request_id === 'string' ? body.request_id : undefined;
  }
}

export interface ClientOptions {
  /** Address of the service, such as https://example.org. */
  url: string;
  key: string;
  /** How often a request is sent at most: it is sent again after 429, 503, and when the connection fails. */
  attempts?: number;
  /** Milliseconds that an answer may take. */
  timeout?: number;
}

export interface Answer {
  /** Probability of the positive class. */
  probability: number;
  variant: string;
  /** Identifies the exact coefficients that answered. */
  digest: string;
}

type Name = Extract<keyof Models, string>;
type Variant<M extends Name> = { variant?: Models[M]['variant'] };

const AGAIN = [429, 503];
const STREAM = 5_000;

export function createClient({ url, key, attempts = 4, timeout = 30_000 }: ClientOptions) {
  async function post(path: string, type: string, body: string): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const headers = { 'content-type': type, 'x-api-key': key };
      const init = { method: 'POST', headers, body, signal: AbortSignal.timeout(timeout) };
      const response = await fetch(new URL(path, url), init).catch((error: Error) => error);
      if (response instanceof Response && response.ok) return response;
      const isLast = attempt >= attempts;
      if (response instanceof Error) {
        if (isLast) throw response;
      } else {
        const problem = new Problem(
          response.status,
          (await response.json().catch(() => ({}))) as Record<string, unknown>,
        );
        if (isLast || !AGAIN.includes(response.status)) throw problem;
      }
      const asked = response instanceof Response ? Number(response.headers.get('retry-after')) : 0;
      await new Promise((resolve) => setTimeout(resolve, asked > 0 ? 1000 * asked : 100 * 2 ** attempt));
    }
  }

  const pathOf = (model: string, variant?: string) =>
    `/inference/${model}${variant === undefined ? '' : `/${variant}`}`;

  return {
    /** The answer to one row. @throws {Problem} */
    async predict<M extends Name>(model: M, row: Models[M]['row'], { variant }: Variant<M> = {}): Promise<Answer> {
      const response = await post(pathOf(model, variant), 'application/json', JSON.stringify(row));
      const { body } = (await response.json()) as { body: { prediction: [number, number]; variant: string } };
      const digest = response.headers.get('x-model-digest') ?? '';
      return { probability: body.prediction[1], variant: body.variant, digest };
    },

    /** The probability of the positive class for each row, in batches. @throws {Problem} if any row is refused */
    async predictAll<M extends Name>(
      model: M,
      rows: readonly Models[M]['row'][],
      { variant, batch = 500 }: Variant<M> & { batch?: number } = {},
    ): Promise<number[]> {
      const probabilities: number[] = [];
      for (let first = 0; first < rows.length; first += batch) {
        const body = JSON.stringify({ instances: rows.slice(first, first + batch) });
        const response = await post(pathOf(model, variant), 'application/json', body);
        const answer = (await response.json()) as { body: { predictions: [number, number][] } };
        for (const [, positive] of answer.body.predictions) probabilities.push(positive);
      }
      return probabilities;
    },

    /** The probability for each row in turn, or the problem of a row that is refused. Any number of rows. @throws {Problem} */
    async *predictStream<M extends Name>(
      model: M,
      rows: Iterable<Models[M]['row']> | AsyncIterable<Models[M]['row']>,
      { variant }: Variant<M> = {},
    ): AsyncGenerator<number | Problem> {
      let lines: string[] = [];
      for await (const row of rows) {
        lines.push(JSON.stringify(row));
        if (lines.length === STREAM) yield* answersTo(pathOf(model, variant), lines);
        if (lines.length === STREAM) lines = [];
      }
      if (lines.length > 0) yield* answersTo(pathOf(model, variant), lines);
    },
  };

  async function* answersTo(path: string, lines: readonly string[]): AsyncGenerator<number | Problem> {
    const response = await post(path, 'application/x-ndjson', lines.join('\n'));
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of response.body!) {
      const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = parts.pop() ?? '';
      for (const line of parts) {
        const answer = JSON.parse(line);
        yield answer.prediction ? answer.prediction[1] : new Problem(answer.status, answer);
      }
    }
  }
}
