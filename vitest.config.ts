import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';
import { bytes } from './test/hosts/bytes.ts';

/** Tests in Node that ask the shared service. They are a project of their own, so that all others start at once. */
const SERVICE = [
  'test/node/documents/{curl-examples,examples,model-guide}.test.ts',
  'test/node/scripts/openapi/documents.test.ts',
  'test/node/scripts/{client,serve}.test.ts',
  'test/node/scripts/serve/{export-server,refused-body,serve-processes,serve-workerd}.test.ts',
  'test/node/src/http/wire.test.ts',
];

/** Tests of the Worker that only ask over HTTP: they hold for every host. */
const OVER_HTTP = [
  'test/workers/service/{bad-cases,contract,limits,stated-limits,properties}.test.ts',
  'test/workers/endpoints/*.test.ts',
  'test/workers/access/{tiers,scope,stream-keys}.test.ts',
  'test/workers/scoring/{options,warnings}.test.ts',
  'test/workers/{routes,route-access}.test.ts',
];

const PROOF = process.env.PROOF === 'all';

function local(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

export default defineConfig({
  test: {
    provide: { proof: PROOF, fuzzRuns: Number(process.env.FUZZ_RUNS ?? (PROOF ? 2000 : 150)) },
    silent: 'passed-only',
    // One more than there are cores, because tests wait for servers and browsers.
    maxWorkers: availableParallelism() + 1,
    projects: [
      {
        test: {
          name: 'node',
          isolate: false,
          include: ['test/node/**/*.test.ts'],
          exclude: SERVICE,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'service',
          isolate: false,
          include: SERVICE,
          globalSetup: ['test/shared-service.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [bytes()],
        resolve: {
          alias: {
            'cloudflare:workers': local('test/hosts/over-http.ts'),
            'cloudflare:test': local('test/hosts/execution.ts'),
          },
        },
        test: {
          name: 'hosts',
          isolate: false,
          include: OVER_HTTP,
          globalSetup: ['test/hosts/setup.ts'],
          setupFiles: ['test/hosts/request.ts'],
          testTimeout: 30_000,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' } })],
        test: {
          name: 'workers',
          include: ['test/workers/**/*.test.ts'],
          globalSetup: ['test/build.ts'],
          setupFiles: ['test/workers/watch-logs.ts'],
          // One workerd for many files: to start it takes longer than most of them. Files share its store; keys are random.
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'browser',
          isolate: false,
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/shared-service.ts', 'test/browser/global-setup.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
