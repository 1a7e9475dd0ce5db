import { env } from 'cloudflare:workers';
import { createApp } from './app.ts';
import { parseEnvironment } from './config/environment.ts';
import { registry } from './scoring/registry.ts';

/** Parsed while starting: a wrong environment stops a deployment, not a request. */
const app = createApp({ environment: parseEnvironment(env), registry });

export default { fetch: app.fetch } satisfies ExportedHandler;
