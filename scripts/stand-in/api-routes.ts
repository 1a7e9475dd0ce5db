import {
  addDeployment,
  addNamespace,
  addVersion,
  type Cloud,
  type Deployment,
  type Script,
  scriptOf,
  type Upload,
  type Version,
} from './cloud.ts';

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

type Handler = (call: ApiCall, ...names: string[]) => ApiAnswer;

const NO_WORKER = { status: 404, code: 10007, message: 'This Worker does not exist on your account.' };
const NOT_FOUND = { status: 404, code: 10009, message: 'key not found' };
const STARTUP_MS = 7;
/** Namespaces on a page of their list. */
const PAGE = 100;
/** Upload sessions of assets are answered with a token whose payload has no meaning here. */
const TOKEN = `e30.${Buffer.from(JSON.stringify({ exp: 4e9 })).toString('base64url')}.e30`;

/** The part of Cloudflare's API that wrangler 4.156 calls for a deployment, a rollback and keys. */
export function apiRoutes(cloud: Cloud): [method: string, path: RegExp, handler: Handler][] {
  const withScript = (use: (script: Script, call: ApiCall, ...names: string[]) => ApiAnswer): Handler => {
    return (call, name = '', ...rest) => {
      const script = cloud.scripts.get(name);
      return script ? use(script, call, ...rest) : NO_WORKER;
    };
  };
  const withNamespace = (use: (values: Values, call: ApiCall, name: string) => ApiAnswer): Handler => {
    return (call, id, name = '') => {
      const namespace = cloud.namespaces.find((one) => one.id === id);
      return namespace ? use(namespace.values, call, decodeURIComponent(name)) : NOT_FOUND;
    };
  };
  const at = (path: string) => new RegExp(`^${path.replaceAll(':name', '([^/]+)')}$`);
  const script = '/workers/scripts/:name';
  const namespaces = '/storage/kv/namespaces';

  return [
    [
      'GET',
      at('/workers/services/:name'),
      (_, name = '') =>
        cloud.scripts.has(name)
          ? {
              result: {
                id: name,
                default_environment: { environment: 'production', script: { last_deployed_from: 'wrangler' } },
              },
            }
          : { ...NO_WORKER, code: 10090 },
    ],
    ['GET', at(`${script}/secrets`), withScript(() => ({ result: [] }))],
    [
      'GET',
      at(`${script}/settings`),
      withScript(({ versions }) => ({ result: { bindings: versions[0]?.bindings ?? [] } })),
    ],
    [
      'GET',
      at(`${script}/deployments`),
      withScript(({ deployments }) => ({ result: { deployments: deployments.map(shownDeployment) } })),
    ],
    [
      'POST',
      at(`${script}/deployments`),
      withScript((found, { body }) => {
        const { versions, annotations } = body as Pick<Deployment, 'versions' | 'annotations'>;
        return { result: shownDeployment(addDeployment(found, versions, annotations)) };
      }),
    ],
    [
      'GET',
      at(`${script}/versions`),
      withScript(({ versions }) => ({ result: { items: versions.map(shownVersion) } })),
    ],
    [
      'POST',
      at(`${script}/versions`),
      withScript((found, { upload }) => ({ result: shownVersion(addVersion(found, upload!)) })),
    ],
    [
      'GET',
      at(`${script}/versions/:name`),
      withScript(({ versions }, _, id) => {
        const version = versions.find((one) => one.id === id);
        return version
          ? { result: shownVersion(version) }
          : { status: 404, code: 10007, message: 'there is no such version' };
      }),
    ],
    [
      'PUT',
      at(script),
      ({ upload }, name = '') => {
        const found = scriptOf(cloud, name);
        const { id } = addVersion(found, upload!);
        addDeployment(found, [{ version_id: id, percentage: 100 }], upload!.annotations);
        return {
          result: { id: name, etag: 'etag', deployment_id: id.replaceAll('-', ''), startup_time_ms: STARTUP_MS },
        };
      },
    ],
    [
      'PATCH',
      at(`${script}/script-settings`),
      withScript((found, { body }) => ({ result: Object.assign(found.settings, body) })),
    ],
    [
      'POST',
      at(`${script}/subdomain`),
      withScript((found, { body }) => {
        found.settings.subdomain = body;
        return { result: body };
      }),
    ],
    [
      'GET',
      at('/workers/workers/:name'),
      (_, name) => ({
        result: {
          id: name,
          name,
          subdomain: { enabled: true, previews_enabled: false, url: `https://${name}.account.workers.dev` },
        },
      }),
    ],
    ['POST', at('/workers/observability/telemetry/query'), ({ body }) => countAnswers(cloud, body as TelemetryQuery)],
    ['GET', at('/workers/subdomain'), () => ({ result: { subdomain: 'account' } })],
    [
      'POST',
      at(`${script}/assets-upload-session`),
      ({ body }) => {
        const { manifest } = body as { manifest: Record<string, { hash: string }> };
        return { result: { jwt: TOKEN, buckets: [Object.values(manifest).map(({ hash }) => hash)] } };
      },
    ],
    ['POST', at('/workers/assets/upload'), () => ({ result: { jwt: TOKEN } })],
    [
      'GET',
      at(namespaces),
      ({ query }) => {
        const page = Number(query.get('page') ?? 1);
        const start = (page - 1) * PAGE;
        const shown = cloud.namespaces.slice(start, start + PAGE).map(({ id, title }) => ({ id, title }));
        const info = { page, per_page: PAGE, count: shown.length, total_count: cloud.namespaces.length };
        return { result: shown, info };
      },
    ],
    [
      'POST',
      at(namespaces),
      ({ body }) => {
        const namespace = addNamespace(cloud, (body as { title: string }).title);
        if (namespace) return { result: { id: namespace.id, title: namespace.title } };
        return { status: 400, code: 10014, message: 'a namespace with this account ID and title already exists' };
      },
    ],
    [
      'GET',
      at(`${namespaces}/:name/keys`),
      withNamespace((values, { query }) => {
        const named = [...values].filter(([name]) => name.startsWith(query.get('prefix') ?? ''));
        return {
          result: named.map(([name, { metadata }]) => ({ name, metadata })),
          info: { count: named.length, cursor: '' },
        };
      }),
    ],
    [
      'GET',
      at(`${namespaces}/:name/values/:name`),
      withNamespace((values, _, name) => {
        const found = values.get(name);
        return found ? { text: found.text } : NOT_FOUND;
      }),
    ],
    [
      'PUT',
      at(`${namespaces}/:name/values/:name`),
      withNamespace((values, { entry }, name) => {
        values.set(name, entry!);
        return { result: {} };
      }),
    ],
  ];
}

interface TelemetryQuery {
  parameters: { filters: { key: string; value: string }[] };
}

/** Requests of a Worker by version and status: 200 for every answer that is no error. */
function countAnswers({ scripts }: Cloud, { parameters }: TelemetryQuery): ApiAnswer {
  const worker = parameters.filters.find(({ key }) => key === '$metadata.service')?.value ?? '';
  const aggregates = [...(scripts.get(worker)?.answers ?? [])].flatMap(([version, { requests, errors }]) =>
    [
      { status: 200, count: requests - errors },
      { status: 500, count: errors },
    ].map(({ status, count }) => ({
      count,
      groups: [
        { key: '$workers.scriptVersion.id', value: version },
        { key: 'status', value: status },
      ],
    })),
  );
  return { result: { calculations: [{ aggregates }] } };
}

type Values = Cloud['namespaces'][number]['values'];

function shownVersion({ id, number, createdOn, annotations, bindings }: Version) {
  const metadata = {
    created_on: createdOn,
    modified_on: createdOn,
    source: 'wrangler',
    author_email: 'operator@example.org',
    has_preview: false,
  };
  const resources = { script: { etag: 'etag', handlers: ['fetch'] }, script_runtime: {}, bindings };
  return { id, number, metadata, annotations, resources, startup_time_ms: STARTUP_MS };
}

function shownDeployment({ id, createdOn, author, annotations, versions }: Deployment) {
  return {
    id,
    source: 'wrangler',
    strategy: 'percentage',
    author_email: author,
    created_on: createdOn,
    annotations,
    versions,
  };
}
