import { command, run } from '../cli/command.ts';
import { endDeployment, runDeployment } from './run-deployment.ts';
import { type RunOptions, withRunOptions } from './run-options.ts';

/** The program of `deploy.js` in an exported release folder. */
const program = withRunOptions(command('deploy', 'Deploy the release in a folder'))
  .argument('[folder]', 'the folder', '.')
  .option('--end', 'only end a roll-out of this release that was killed: all requests go to the version before it')
  .action((folder: string, { end, ...options }: RunOptions & { end?: true }) => {
    return end ? endDeployment(folder, options) : runDeployment(folder, options);
  });
await run(program);
