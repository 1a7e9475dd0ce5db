import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** Tests in Node that ask the shared service. They are a project of their own, so that all others start at once. */
const SERVICE = [
  'test/node/documents/{curl-examples,examples,model-guide}.test.ts',
  'test/node/scripts/openapi/documents.test.ts',
  'test/node/scripts/serve.test.ts',
  'test/node/src/http/wire.test.ts',
];

const PROOF = process.env.PROOF === 'all';

export default defineConfig({
  test: {
    provide: { proof: PROOF, fuzzRuns: Number(process.env.FUZZ_RUNS ?? (PROOF ? 2000 : 150)) },
    silent: 'passed-only',
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          include: ['test/node/**/*.test.ts'],
          exclude: SERVICE,
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'service',
          include: SERVICE,
          globalSetup: ['test/shared-service.ts'],
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
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/shared-service.ts', 'test/browser/global-setup.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});
