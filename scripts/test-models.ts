import { join } from 'node:path';
import { command, progress, run } from './cli/command.ts';
import { table } from './cli/table.ts';
import { withTemporaryFolder } from './cli/temporary-folder.ts';
import { demoKey } from './keys/demo-key.ts';
import { modelNames } from './models/artifacts.ts';
import { buildServer } from './serve/build-server.ts';
import { SERVER, serveProcesses } from './serve/serve-processes.ts';
import { bundledEnvironment } from './serve.ts';
import { type Tested, testGolden, testReproduction } from './verify/model-tests.ts';
import { testService } from './verify/service-tests.ts';
import type { EnvironmentConfig } from './wrangler/config.ts';

export const program = command('test-models', 'Test models: golden rows, training again, and every route as served')
  .argument('[models...]', 'folders under models/; default: all')
  .option('--without-training', 'do not train again')
  .option('--json', 'print a JSON array of what each test found')
  .action(async (names: string[], { withoutTraining, json }: { withoutTraining?: true; json?: true }) => {
    const models = names.length > 0 ? names : modelNames();
    const environment = await bundledEnvironment();
    const found = models.map(testGolden);
    if (!withoutTraining) for (const model of models) found.push(...(await testReproduction(model)));
    found.push(...(await testServed(environment)));
    console.log(json ? JSON.stringify(found, null, 2) : render(found));
    if (found.some(({ passed }) => passed === false)) process.exitCode = 1;
  });

/** Serves the local routes, with a key store of their own, and asks them. */
function testServed(environment: EnvironmentConfig): Promise<Tested[]> {
  return withTemporaryFolder(async (folder) => {
    progress('building …');
    await buildServer(folder, environment);
    process.env.STATE_DIR = join(folder, 'state');
    const key = await demoKey(new Date());
    const options = { host: '127.0.0.1', port: 0, count: 1, metricsPort: undefined, silent: true };
    const { port, stop } = await serveProcesses(join(folder, SERVER), options);
    try {
      return await testService(`http://127.0.0.1:${port}`, key, environment);
    } finally {
      await stop();
    }
  });
}

function render(found: readonly Tested[]): string {
  const word = ({ passed }: Tested) => (passed === undefined ? 'skipped' : passed ? 'passed' : 'FAILED');
  const failed = found.filter(({ passed }) => passed === false).length;
  return [
    table([
      ['subject', 'test', 'result', 'detail'],
      ...found.map((one) => [one.subject, one.test, word(one), one.detail]),
    ]),
    failed === 0 ? `All ${found.length} tests passed or were skipped.` : `${failed} of ${found.length} tests failed.`,
  ].join('\n\n');
}

if (import.meta.main) await run(program);
