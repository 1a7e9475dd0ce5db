import { createRequire } from 'node:module';
import * as z from 'zod';
import type { BundleModule } from './bundle-modules.ts';

/** Path of the workerd binary, the one that wrangler uses. */
export const workerd = z.object({ default: z.string() }).parse(createRequire(import.meta.url)('workerd')).default;

const MODULE_TYPES = { script: 'esModule', data: 'data', text: 'text' } as const;

/** A Worker. Files of modules are relative to the configuration. */
export interface WorkerOptions {
  /** The main module first. Where a module has no file, its name is that of the file. */
  modules: readonly (BundleModule & { file?: string })[];
  /** In workerd's notation. */
  bindings?: readonly string[];
  /** The date whose behaviour of workerd it gets; workerd asks for one. */
  compatibilityDate: string | undefined;
}

/** A configuration of workerd; each service is in workerd's notation, and `main` answers. */
export interface WorkerdOptions {
  services: readonly string[];
  /** Modules that bindings may be made of, by name: their files. */
  extensions?: Readonly<Record<string, string>>;
  /** Such as `127.0.0.1:8787`. */
  address: string;
  /** Limit of V8's heap, in megabytes. */
  heap?: number | undefined;
}

/** A Worker as a service, in workerd's notation. */
export function workerService(name: string, { modules, bindings = [], compatibilityDate }: WorkerOptions): string {
  const embedded = modules.map(({ name, kind, file = name }) => {
    return `(name = ${quoted(name)}, ${MODULE_TYPES[kind]} = embed ${quoted(file)})`;
  });
  const worker = [
    `modules = [${embedded.join(', ')}]`,
    `bindings = [${bindings.join(', ')}]`,
    ...(compatibilityDate === undefined ? [] : [`compatibilityDate = ${quoted(compatibilityDate)}`]),
  ];
  return `(name = ${quoted(name)}, worker = (${worker.join(', ')}))`;
}

/** A variable of a Worker, in workerd's notation. */
export function jsonBinding(name: string, value: unknown): string {
  return `(name = ${quoted(name)}, json = ${quoted(JSON.stringify(value))})`;
}

/** The text of a configuration. */
export function workerdConfig({ services, extensions = {}, address, heap }: WorkerdOptions): string {
  const modules = Object.entries(extensions).map(([name, file]) => {
    return `(name = ${quoted(name)}, internal = true, esModule = embed ${quoted(file)})`;
  });
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  v8Flags = [${heap === undefined ? '' : `"--max-heap-size=${heap}"`}],
  services = [
    ${services.join(',\n    ')}
  ],
  extensions = [(modules = [${modules.join(', ')}])],
  sockets = [(name = "http", address = ${quoted(address)}, http = (), service = "main")]
);
`;
}

/** A text of Cap'n Proto, in which the escapes of JSON mean the same, except those of characters by their number. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/\\(?:u00(..)|.)/g, (found, hex) => (hex === undefined ? found : `\\x${hex}`));
}
