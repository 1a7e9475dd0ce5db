import { type ApiAnswer, type ApiCall, type ApiRoute, at, type Handler } from './api-call.ts';
import { namespaceRoutes } from './api-namespaces.ts';
import {
  addDeployment,
  addVersion,
  type Cloud,
  type Deployment,
  type Script,
  scriptOf,
  type Version,
} from './cloud.ts';
import { countAnswers, type TelemetryQuery } from './count-answers.ts';

const NO_WORKER = { status: 404, code: 10007, message: 'This Worker does not exist on your account.' };
const STARTUP_MS = 7;
/** Upload sessions of assets are answered with a token whose payload has no meaning here. */
const TOKEN = `e30.${Buffer.from(JSON.stringify({ exp: 4e9 })).toString('base64url')}.e30`;

/** The part of Cloudflare's API that wrangler 4.156 calls for a deployment, a rollback and keys. */
export function apiRoutes(cloud: Cloud): ApiRoute[] {
  const withScript = (use: (script: Script, call: ApiCall, ...names: string[]) => ApiAnswer): Handler => {
    return (call, name = '', ...rest) => {
      const script = cloud.scripts.get(name);
      return script ? use(script, call, ...rest) : NO_WORKER;
    };
  };
  const script = '/workers/scripts/:name';

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
    ...namespaceRoutes(cloud),
  ];
}

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
