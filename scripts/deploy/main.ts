import { command, run } from '../cli/command.ts';
import { type RunOptions, runDeployment } from './run-deployment.ts';

/** The program of `deploy.js` in an exported release folder: deploys the folder, in it. */
const program = command('deploy', 'Deploy the release in this folder')
  .option('--at-once', 'move all requests to the new version at once')
  .option(
    '--watch <duration>',
    'how long the new version answers 10 % of the requests, such as 5m; 0 does not wait',
    '5m',
  )
  .option('--url <address>', 'where the Worker answers (default: its address on workers.dev)')
  .option('--yes', 'do not ask')
  .action((options: RunOptions) => runDeployment('.', options));
await run(program);
