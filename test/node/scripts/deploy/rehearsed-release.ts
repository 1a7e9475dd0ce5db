import { onTestFinished, vi } from 'vitest';
import { releaseRoutes } from '../../../../scripts/deploy/build-release.ts';
import { type DeployOptions, deployRelease } from '../../../../scripts/deploy/deploy-release.ts';
import type { Release } from '../../../../scripts/deploy/release.ts';
import { emptyCloud } from '../../../../scripts/stand-in/cloud.ts';
import { type SplitServer, serveSplit } from '../../../../scripts/stand-in/serve-split.ts';
import { runSource } from './run-source.ts';
import { standInAccount } from './stand-in-account.ts';

const WORKER = 'edge-logit-test';
const TIERS = { unlimited: {} };

/** A release that serves one variant of `delay`. */
export function releaseOf(variant: string, commit = variant): Release {
  const routes = new Map([['delay', { split: [{ variant, weight: 1 }], pick: [], shadow: [] }]]);
  return { environment: 'test', worker: WORKER, tier: 'unlimited', commit, gzip: 1, routes: releaseRoutes({ routes }) };
}

export interface RehearsalOptions extends Partial<DeployOptions> {
  /** What the version really serves; by default what the release says. */
  really?: string;
}

/** An account without deployments, whose Workers are served in this process; nothing waits. */
export async function rehearsal(options: { overrides?: () => boolean } = {}) {
  vi.spyOn(console, 'log').mockReturnValue();
  const cloud = emptyCloud();
  const server: SplitServer = await serveSplit(cloud, WORKER, { runVersion: runSource, ...options });
  onTestFinished(() => server.close());
  let serves = 'one-hot';
  const account = standInAccount(cloud, {
    worker: WORKER,
    url: server.url,
    read: async () => ({
      main: 'index.js',
      modules: [],
      bindings: [
        { name: 'ROUTES', type: 'json', json: { delay: serves } },
        { name: 'TIERS', type: 'json', json: TIERS },
        { name: 'VERSION', type: 'version_metadata' },
      ],
    }),
  });
  const lines: string[] = [];

  return {
    account,
    server,
    lines,
    /** Splits so far, the newest first: percentages by what the versions serve. */
    async splits(): Promise<string[]> {
      const versions = await account.versions();
      const tagOf = (id: string) => versions.find((version) => version.id === id)?.tag;
      const deployments = await account.deployments();
      return deployments.map(({ shares }) => shares.map((one) => `${tagOf(one.version)} ${one.percentage}`).join(', '));
    },
    /** Deploys a variant of `delay`. */
    deploy(variant: string, { really = variant, ...changes }: RehearsalOptions = {}): Promise<string> {
      serves = really;
      return deployRelease(releaseOf(variant), {
        account,
        watchFor: 60_000,
        signal: new AbortController().signal,
        report: (line) => void lines.push(line),
        sleep: async () => {},
        fetch: (request) => server.fetch(request),
        now: () => new Date(),
        ...changes,
      });
    },
  };
}
