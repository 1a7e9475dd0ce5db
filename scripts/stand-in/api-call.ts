import type { Upload } from './cloud.ts';

/** A call of the API, parsed. */
export interface ApiCall {
  method: string;
  /** Below the account, such as `/workers/scripts/edge-logit-prd/versions`. */
  path: string;
  query: URLSearchParams;
  /** A JSON body; undefined for any other. */
  body: unknown;
  /** The uploaded Worker, if the call uploads one. */
  upload: Upload | undefined;
  /** The value of a KV entry, if the call writes one. */
  entry: { text: string; metadata: unknown } | undefined;
}

/** The answer to a call: a result, an error as the API has them, or plain text. */
export type ApiAnswer =
  | { result: unknown; info?: object }
  | { status: number; code: number; message: string }
  | { text: string };

/** What answers a call; names are the parts of the path that a route leaves open. */
export type Handler = (call: ApiCall, ...names: string[]) => ApiAnswer;

/** A route of the API. */
export type ApiRoute = [method: string, path: RegExp, handler: Handler];

/** A path below the account; `:name` stands for one part of it. */
export function at(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(':name', '([^/]+)')}$`);
}
