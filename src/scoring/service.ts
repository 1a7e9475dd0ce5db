import type { Environment } from '../config/environment.ts';
import type { Registry } from './registry.ts';

/** What a build says about the models, as text, and the tag of that text. */
export interface Description {
  etag: string;
  load: () => Promise<{ default: string }>;
}

/**
 * The descriptions that the Worker answers itself, by path: `/models`, `/models/<model>` and `/openapi.json`. Without
 * them these paths are static assets: see `scripts/pages/descriptions.ts`.
 */
export type Descriptions = ReadonlyMap<string, Description>;

/** Everything that answers are made from: what is configured, and what is bundled. */
export interface Service {
  environment: Environment;
  registry: Registry;
  descriptions: Descriptions;
}
