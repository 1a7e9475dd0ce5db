import { type ApiAnswer, type ApiCall, type ApiRoute, at, type Handler } from './api-call.ts';
import { addNamespace, type Cloud } from './cloud.ts';

const NOT_FOUND = { status: 404, code: 10009, message: 'key not found' };
/** Namespaces on a page of their list. */
const PAGE = 100;

type Values = Cloud['namespaces'][number]['values'];

/** The part of Cloudflare's API for KV namespaces and their entries. */
export function namespaceRoutes(cloud: Cloud): ApiRoute[] {
  const withNamespace = (use: (values: Values, call: ApiCall, name: string) => ApiAnswer): Handler => {
    return (call, id, name = '') => {
      const namespace = cloud.namespaces.find((one) => one.id === id);
      return namespace ? use(namespace.values, call, decodeURIComponent(name)) : NOT_FOUND;
    };
  };
  const namespaces = '/storage/kv/namespaces';

  return [
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
