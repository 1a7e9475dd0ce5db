import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { ApiAnswer, ApiCall } from './api-call.ts';
import { apiRoutes } from './api-routes.ts';
import type { Binding, Cloud, Upload } from './cloud.ts';
import { type Listening, listen } from './listen.ts';

/** A failure that a test orders: the next calls that match get it instead of their answer. */
export interface OrderedFailure {
  method: string;
  path: RegExp;
  status: number;
  code?: number;
  message?: string;
  /** How many calls fail; 1 by default. */
  times?: number;
}

export interface ApiServer extends Listening {
  /** Every call so far, as `POST /workers/scripts/edge-logit-prd/versions`. */
  calls: string[];
  /** Orders a failure. */
  fail(failure: OrderedFailure): void;
}

/**
 * Answers wrangler in place of Cloudflare's API, when CLOUDFLARE_API_BASE_URL names its address.
 * @param before called before each call is answered, with its method and path
 */
export async function startApi(cloud: Cloud, before: (call: string) => void = () => {}): Promise<ApiServer> {
  const routes = apiRoutes(cloud);
  const calls: string[] = [];
  const failures: (OrderedFailure & { times: number })[] = [];

  const server = createServer(async (request, response) => {
    const contents = await buffer(request);
    const call = await parseCall(request.method!, request.url!, request.headers['content-type'] ?? '', contents);
    const name = `${call.method} ${call.path}`;
    calls.push(name);
    before(name);
    const answer = failureOf(call) ?? answerTo(call);
    if ('text' in answer) {
      response.end(answer.text);
      return;
    }
    const failed = 'status' in answer;
    response.writeHead(failed ? answer.status : 200, { 'content-type': 'application/json' });
    const errors = failed ? [{ code: answer.code, message: answer.message }] : [];
    const result = failed ? null : answer.result;
    const info = failed ? undefined : answer.info;
    response.end(JSON.stringify({ success: !failed, errors, messages: [], result, result_info: info }));
  });

  function failureOf({ method, path }: ApiCall): ApiAnswer | undefined {
    const failure = failures.find((one) => one.times > 0 && one.method === method && one.path.test(path));
    if (!failure) return undefined;
    failure.times--;
    return { status: failure.status, code: failure.code ?? 10013, message: failure.message ?? 'ordered by a test' };
  }

  function answerTo(call: ApiCall): ApiAnswer {
    for (const [method, path, handler] of routes) {
      const match = method === call.method && path.exec(call.path);
      if (match) return handler(call, ...match.slice(1));
    }
    return { status: 404, code: 7003, message: `the stand-in has no ${call.method} ${call.path}` };
  }

  const listening = await listen(server);
  return { ...listening, calls, fail: (failure) => void failures.push({ times: 1, ...failure }) };
}

async function parseCall(method: string, target: string, type: string, contents: Buffer): Promise<ApiCall> {
  const url = new URL(target, 'http://api.test');
  const call: ApiCall = {
    method,
    path: url.pathname.replace(/^\/accounts\/[^/]+/, ''),
    query: url.searchParams,
    body: type.includes('json') && contents.length > 0 ? JSON.parse(contents.toString()) : undefined,
    upload: undefined,
    entry: undefined,
  };
  const isEntry = call.path.includes('/values/');
  if (!type.startsWith('multipart/')) {
    return isEntry ? { ...call, entry: { text: contents.toString(), metadata: undefined } } : call;
  }
  const form = await new Response(new Uint8Array(contents), { headers: { 'content-type': type } }).formData();
  const metadata = form.has('metadata') ? JSON.parse(await textOf(form.get('metadata'))) : undefined;
  if (isEntry) return { ...call, entry: { text: await textOf(form.get('value')), metadata } };
  return metadata === undefined ? call : { ...call, upload: await parseUpload(form, metadata) };
}

interface Metadata {
  main_module: string;
  bindings?: Binding[];
  annotations?: Record<string, string>;
}

async function parseUpload(form: FormData, metadata: Metadata): Promise<Upload> {
  const parts = [...form].flatMap(([name, part]) => (typeof part === 'string' ? [] : [{ name, part }]));
  const modules = parts
    .filter(({ name }) => name !== 'metadata')
    .map(async ({ name, part }) => {
      return { name, type: part.type, contents: new Uint8Array(await part.arrayBuffer()) };
    });
  return {
    main: metadata.main_module,
    modules: await Promise.all(modules),
    bindings: metadata.bindings ?? [],
    annotations: metadata.annotations ?? {},
  };
}

async function textOf(part: ReturnType<FormData['get']>): Promise<string> {
  return typeof part === 'string' ? part : ((await part?.text()) ?? '');
}
