import { randomUUID } from 'node:crypto';

/** A binding of a Worker as Cloudflare's API has it, such as `{name: "KEYS", type: "kv_namespace", namespace_id}`. */
export interface Binding {
  name: string;
  type: string;
  [member: string]: unknown;
}

/** A file of an uploaded Worker. */
export interface UploadedModule {
  name: string;
  type: string;
  contents: Uint8Array<ArrayBuffer>;
}

/** What is uploaded as a version. */
export interface Upload {
  main: string;
  modules: readonly UploadedModule[];
  bindings: readonly Binding[];
  annotations: Readonly<Record<string, string>>;
}

export interface Version extends Upload {
  id: string;
  number: number;
  createdOn: string;
}

/** How many of a hundred requests a version answers. */
export interface Share {
  version_id: string;
  percentage: number;
}

export interface Deployment {
  id: string;
  createdOn: string;
  author: string;
  annotations: Readonly<Record<string, string>>;
  versions: readonly Share[];
}

/** Answers of a version, as the log counts them. */
export interface Answers {
  requests: number;
  /** With a status of 500 or more. */
  errors: number;
}

/** A Worker of the account: versions and deployments, the newest first, and what each version answered. */
export interface Script {
  versions: Version[];
  deployments: Deployment[];
  settings: Record<string, unknown>;
  answers: Map<string, Answers>;
}

export interface Namespace {
  id: string;
  title: string;
  values: Map<string, { text: string; metadata: unknown }>;
}

/** What a Cloudflare account holds, as far as a deployment of this project touches it: in memory only. */
export interface Cloud {
  scripts: Map<string, Script>;
  namespaces: Namespace[];
}

export function emptyCloud(): Cloud {
  return { scripts: new Map(), namespaces: [] };
}

/** The Worker of a name; makes it where there is none. */
export function scriptOf({ scripts }: Cloud, name: string): Script {
  const script = scripts.get(name) ?? { versions: [], deployments: [], settings: {}, answers: new Map() };
  scripts.set(name, script);
  return script;
}

/** Counts an answer of a version. */
export function countAnswer({ answers }: Script, version: string, status: number): void {
  const { requests, errors } = answers.get(version) ?? { requests: 0, errors: 0 };
  answers.set(version, { requests: requests + 1, errors: errors + (status >= 500 ? 1 : 0) });
}

/** The share of every version that answers now. */
export function currentShares({ deployments }: Script): readonly Share[] {
  return deployments[0]?.versions ?? [];
}

/** Adds a version; its inherited bindings become what they stand for, those of the version before. */
export function addVersion(script: Script, upload: Upload): Version {
  const earlier = script.versions[0]?.bindings ?? [];
  const bindings = upload.bindings.map((binding) =>
    binding.type === 'inherit' ? (earlier.find(({ name }) => name === binding.name) ?? binding) : binding,
  );
  const number = script.versions.length + 1;
  const version = { ...upload, bindings, id: randomUUID(), number, createdOn: new Date().toISOString() };
  script.versions.unshift(version);
  return version;
}

/** Lets versions answer from now on, each its share of the requests. */
export function addDeployment(
  script: Script,
  versions: readonly Share[],
  annotations: Readonly<Record<string, string>> = {},
  author = 'operator@example.org',
): Deployment {
  const deployment = { id: randomUUID(), createdOn: new Date().toISOString(), author, annotations, versions };
  script.deployments.unshift(deployment);
  return deployment;
}

/** Creates a KV namespace; undefined if the account has one of that title. */
export function addNamespace({ namespaces }: Cloud, title: string): Namespace | undefined {
  if (namespaces.some((one) => one.title === title)) return undefined;
  const namespace = { id: randomUUID().replaceAll('-', ''), title, values: new Map() };
  namespaces.push(namespace);
  return namespace;
}
