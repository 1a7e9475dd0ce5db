import { env } from 'cloudflare:workers';
import { createApp } from './app.ts';
import { parseEnvironment } from './config/environment.ts';
import { registry } from './scoring/registry.ts';

/** Parsed at the start, so that a wrong environment fails the deployment and not a request. */
const app = createApp({ environment: parseEnvironment(env), registry });

export default { fetch: app.fetch } satisfies ExportedHandler;
