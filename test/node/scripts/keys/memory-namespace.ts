import type { KeyNamespace } from '../../../../scripts/keys/local-keys.ts';

/** A KV namespace in memory. Like the real one it lists a page at a time, here of two names. */
export function memoryNamespace() {
  const held = new Map<string, { value: string; metadata?: unknown }>();
  const namespace: KeyNamespace = {
    get: async (name) => held.get(name)?.value ?? null,
    put: async (name, value, options = { metadata: undefined }) => void held.set(name, { value, ...options }),
    async list({ cursor = '0' }) {
      const names = [...held.keys()].sort();
      const end = Number(cursor) + PAGE;
      const keys = names.slice(Number(cursor), end).map((name) => ({ name, metadata: held.get(name)!.metadata }));
      return end < names.length ? { keys, list_complete: false, cursor: String(end) } : { keys, list_complete: true };
    },
  };
  return { held, namespace };
}

const PAGE = 2;
