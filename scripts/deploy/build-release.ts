import { existsSync, readdirSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifact } from '../../src/core/artifact.ts';
import { checkLimits, reportBundle } from '../bench/bundle-report.ts';
import { Failure } from '../cli/failure.ts';
import { readArtifactFile } from '../models/artifacts.ts';
import { readGolden } from '../training/artifact/golden.ts';
import { bundleModules } from '../worker/bundle-modules.ts';
import { environmentFolder } from '../worker/environment-files.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';
import { type UploadConfig, uploadConfig } from '../wrangler/upload-config.ts';
import type { Origin } from './origin.ts';
import { RELEASE_FILE, type Release, type ReleaseRoute } from './release.ts';
import { CONFIG } from './wrangler-account.ts';

/**
 * Builds what a deployment uploads into a folder: the bundle, its static assets, the configuration, and what the Worker
 * must answer. Needs no account; deploying the folder needs nothing of the project but wrangler.
 * @throws {Failure} with the reason of the build, or naming the limit of Cloudflare that the bundle exceeds
 */
export async function buildRelease(folder: string, environment: EnvironmentConfig, origin: Origin): Promise<Release> {
  const { name } = environment;
  const config = await uploadConfig(name);
  requireVersion(name, config);
  requireOwnFolder(folder);
  for (const part of ['worker', 'assets']) await rm(join(folder, part), { recursive: true, force: true });
  const report = await reportBundle(environment, async (built) => {
    const modules = (await bundleModules(built)).map((module) => module.name);
    for (const file of [...modules, SOURCE_MAP]) await cp(join(built, file), join(folder, 'worker', file));
  });
  checkLimits(report);
  await cp(join(environmentFolder(name), 'assets'), join(folder, 'assets'), { recursive: true });
  const release: Release = {
    environment: name,
    worker: config.name,
    tier: [...environment.tiers.keys()][0]!,
    ...origin,
    gzip: report.total.gzip,
    startUp: report.startUp,
    routes: releaseRoutes(environment),
  };
  await writeFile(join(folder, CONFIG), JSON.stringify(config, undefined, 2));
  await writeFile(join(folder, RELEASE_FILE), JSON.stringify(release, undefined, 2));
  return release;
}

/** @throws {Failure} when a folder holds anything but an earlier release */
export function requireOwnFolder(folder: string): void {
  if (!existsSync(folder) || readdirSync(folder).length === 0 || existsSync(join(folder, RELEASE_FILE))) return;
  throw new Failure(`${folder} holds other files: name a new folder, or one that an earlier release is in`);
}

/** @throws {Failure} when answers would not name the version: a deployment believes no other answer */
export function requireVersion(
  environment: string,
  { version_metadata }: Pick<UploadConfig, 'version_metadata'>,
): void {
  if (version_metadata?.binding === 'VERSION') return;
  const place = environment === 'local' ? 'version_metadata' : `env.${environment}.version_metadata`;
  throw new Failure(`wrangler.toml: [${place}] must have binding = "VERSION", so that answers name the version`);
}

/** The file from which Cloudflare takes the lines of a stack trace. */
const SOURCE_MAP = 'index.js.map';

/** What each route answers, for its golden rows. */
export function releaseRoutes({ routes }: Pick<EnvironmentConfig, 'routes'>, folder = 'models'): ReleaseRoute[] {
  return [...routes].map(([model, { split }]) => {
    const { rows } = readGolden(join(folder, model, 'examples.json'));
    const served = split.map(({ variant }) => {
      return readArtifactFile(join(folder, model, `${variant}.json`)).artifact;
    });
    return {
      model,
      serves: served.map(label).join('+'),
      figures: figures(served[0]!),
      rows: rows.map(({ input }) => input),
      golden: served.map(({ variant, digest }) => {
        return { variant, digest, probabilities: rows.map(({ variants }) => variants[variant]!.probability) };
      }),
    };
  });
}

function label({ variant, digest }: Artifact): string {
  return `${variant}@${digest.replace('sha256:', '').slice(0, 12)}`;
}

function figures({ evaluation }: Artifact): string {
  return evaluation
    .map(({ split, auc, logLoss }) => `${split} AUC ${auc?.toFixed(4)}, log loss ${logLoss?.toFixed(4)}`)
    .join('; ');
}
