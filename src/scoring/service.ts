import type { Environment } from '../config/environment.ts';
import type { Registry } from './registry.ts';

/** Everything that answers are made from: what is configured, and what is bundled. */
export interface Service {
  environment: Environment;
  registry: Registry;
}
