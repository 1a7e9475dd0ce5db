import { createRateCounter } from '../serve/rate-counter.ts';
import type { Binding, Cloud, Version } from './cloud.ts';

/** What a version sees as its environment: variables, and bindings to what the account holds. */
export function bindingsOf(cloud: Cloud, { id, annotations, createdOn, bindings }: Version): object {
  const values: Readonly<Record<string, (binding: Binding) => unknown>> = {
    plain_text: ({ text }) => text,
    json: ({ json }) => json,
    kv_namespace: ({ namespace_id }) => ({
      async get(name: string): Promise<unknown> {
        const namespace = cloud.namespaces.find((one) => one.id === namespace_id);
        return JSON.parse(namespace?.values.get(name)?.text ?? 'null');
      },
    }),
    ratelimit: ({ name, simple }) => {
      return createRateCounter([{ name, simple: simple as { limit: number; period: number } }]).bindings[name];
    },
    version_metadata: () => ({ id, tag: annotations['workers/tag'] ?? '', timestamp: createdOn }),
    assets: () => ({ fetch: async () => new Response(null, { status: 404 }) }),
    analytics_engine: () => ({ writeDataPoint() {} }),
  };
  return Object.fromEntries(bindings.map((binding) => [binding.name, values[binding.type]?.(binding)]));
}
