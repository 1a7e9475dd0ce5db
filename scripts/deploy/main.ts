import { command, run } from '../cli/command.ts';
import { endDeployment, type RunOptions, runDeployment } from './run-deployment.ts';

/** The program of `deploy.js` in an exported release folder. */
const program = command('deploy', 'Deploy the release in a folder')
  .argument('[folder]', 'the folder', '.')
  .option('--at-once', 'move all requests to the new version at once')
  .option(
    '--watch <duration>',
    'how long the new version answers 10 % of the requests, such as 5m; 0 does not wait',
    '5m',
  )
  .option('--url <address>', 'where the Worker answers (default: its address on workers.dev)')
  .option('--yes', 'do not ask')
  .option('--end', 'only end a roll-out of this release that was killed: all requests go to the version before it')
  .action((folder: string, { end, ...options }: RunOptions & { end?: true }) => {
    return end ? endDeployment(folder, options) : runDeployment(folder, options);
  });
await run(program);
