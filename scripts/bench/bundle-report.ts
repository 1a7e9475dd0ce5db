import { statSync } from 'node:fs';
import { routedVariants } from '../../src/core/contract/variables.ts';
import { Failure } from '../cli/command.ts';
import { type BundleSize, bundleSize, scriptSize, withBundle } from '../worker/bundle.ts';
import { type BundlePart, bundleParts, PARTS_OPTION } from '../worker/bundle-parts.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';
import { workerdServices } from './service.ts';
import { startUp } from './start-up.ts';

/**
 * What Cloudflare accepts on every plan, as of November 2026: 64 MiB of modules (wrangler 4.156 compares with the same
 * number), and a second for the start. Earlier accounts also had limits on the compressed size.
 */
export const PLAN_LIMITS = { bytes: 64 * 2 ** 20, startUp: 1000 };
const FORMER_LIMITS = { free: 3_000_000, paid: 10_000_000 };

const ROUNDS = 2;
const LARGEST = 5;

/** Sizes of the bundle of an environment, and CPU milliseconds of its start (only on Linux). */
export interface BundleReport {
  environment: string;
  /** The code, without models. */
  code: BundleSize;
  total: BundleSize;
  startUp?: number;
  /** The parts of the code. */
  parts: BundlePart[];
  /** Bytes of the largest files of models and parts of the code. */
  largest: { name: string; bytes: number }[];
}

/**
 * Builds an environment as a deployment would, and measures it.
 * @param use gets the folder of the bundle first
 * @throws {Failure} with the reason of the build
 */
export async function reportBundle(
  environment: EnvironmentConfig,
  use: (folder: string) => Promise<void> = async () => {},
): Promise<BundleReport> {
  const { name } = environment;
  return withBundle([name === 'local' ? '--env=' : `--env=${name}`, PARTS_OPTION], async (folder) => {
    await use(folder);
    return measureBundle(folder, environment);
  });
}

/** Measures the bundle of an environment, made with PARTS_OPTION. */
async function measureBundle(
  folder: string,
  { name, vars, routes }: Pick<EnvironmentConfig, 'name' | 'vars' | 'routes'>,
): Promise<BundleReport> {
  const parts = await bundleParts(folder);
  const data = [...routes].flatMap(([model, route]) =>
    routedVariants(route).flatMap((variant) =>
      ['.json', '.draws.bin'].flatMap((end) => {
        const path = `models/${model}/${variant}${end}`;
        const bytes = statSync(path, { throwIfNoEntry: false })?.size;
        return bytes === undefined ? [] : [{ name: path, bytes }];
      }),
    ),
  );
  const code = parts.map((part) => ({ name: part.name, bytes: part.bytes }));
  const sized = { code: await scriptSize(folder), total: await bundleSize(folder) };
  const largest = [...data, ...code].sort((a, b) => b.bytes - a.bytes).slice(0, LARGEST);
  if (process.platform !== 'linux') return { environment: name, ...sized, parts, largest };
  const services = await workerdServices(folder, { ROUTES: vars.ROUTES, TIERS: { unlimited: {} } }, {});
  const { start } = await startUp(folder, services, ROUNDS);
  return { environment: name, ...sized, startUp: Math.max(0, start), parts, largest };
}

/** Warnings of a report: the compressed size is over a limit that some accounts may still have. */
export function limitWarning({ environment, total }: BundleReport): string | undefined {
  const { free, paid } = FORMER_LIMITS;
  if (total.gzip <= free) return undefined;
  const plans = total.gzip > paid ? 'every plan' : 'the free plan';
  return `${environment}: ${inMegabytes(total.gzip)} gzip are more than ${plans} allowed until 2026`;
}

/** @throws {Failure} naming the limit that a bundle exceeds, and its largest parts */
export function checkLimits(report: BundleReport): void {
  const { environment, total, startUp = 0, largest } = report;
  const errors = [
    total.bytes > PLAN_LIMITS.bytes &&
      `the bundle has ${inMegabytes(total.bytes)}, and Cloudflare accepts ${inMegabytes(PLAN_LIMITS.bytes)}`,
    startUp > PLAN_LIMITS.startUp &&
      `the start takes ${startUp.toFixed(0)} ms of CPU, and Cloudflare accepts ${PLAN_LIMITS.startUp} ms`,
  ].filter((error) => error !== false);
  if (errors.length === 0) return;
  throw new Failure(`${environment}: ${errors.join('; ')}; the largest parts: ${largestText(largest)}`);
}

/** The largest parts in one line. */
export function largestText(largest: BundleReport['largest']): string {
  return largest.map(({ name, bytes }) => `${name} ${(bytes / 1000).toFixed(1)} KB`).join(', ');
}

function inMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
