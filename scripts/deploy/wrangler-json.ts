import * as z from 'zod';
import type { Deployment, Version } from './account.ts';

const annotations = z
  .object({ 'workers/message': z.string().optional(), 'workers/tag': z.string().optional() })
  .default({});

const deploymentSchema = z.object({
  created_on: z.string(),
  author_email: z.string().default('somebody'),
  annotations,
  versions: z.array(z.object({ version_id: z.string(), percentage: z.number() })),
});

const versionSchema = z.object({ id: z.string(), metadata: z.object({ created_on: z.string() }), annotations });

/** What `wrangler deployments list --json` prints, oldest first, as deployments, newest first. */
export function deploymentsOf(json: unknown): Deployment[] {
  const listed = z
    .array(deploymentSchema)
    .parse(json)
    .toSorted(newestFirst((one) => one.created_on));
  return listed.map(({ created_on, author_email, annotations, versions }) => ({
    createdOn: created_on,
    author: author_email,
    message: annotations['workers/message'] ?? '',
    shares: versions.map(({ version_id, percentage }) => ({ version: version_id, percentage })),
  }));
}

/** What `wrangler versions list --json` prints, as versions, newest first. */
export function versionsOf(json: unknown): Version[] {
  const listed = z
    .array(versionSchema)
    .parse(json)
    .toSorted(newestFirst((one) => one.metadata.created_on));
  return listed.map(({ id, metadata, annotations }) => ({
    id,
    createdOn: metadata.created_on,
    tag: annotations['workers/tag'] ?? '',
    message: annotations['workers/message'] ?? '',
  }));
}

function newestFirst<T>(time: (one: T) => string): (a: T, b: T) => number {
  return (a, b) => time(b).localeCompare(time(a));
}
