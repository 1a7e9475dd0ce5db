/*
 * `npm test`: format and lint, types, and every test, side by side. Arguments go to vitest. What the checks print
 * follows the output of vitest, so that a failure is at the end; the exit code is 1 if anything failed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const env = {
  // Every process that starts wrangler compiles 10 MB of JavaScript, unless Node keeps the result.
  NODE_COMPILE_CACHE: resolve('node_modules/.cache/compiled'),
  ...process.env,
  ...(process.stdout.isTTY && { FORCE_COLOR: '1' }),
};

/** Runs a script of package.json to its end; returns what it printed if it failed. */
async function check(script: string): Promise<string | undefined> {
  const child = spawn('npm', ['run', '--silent', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return code === 0 ? undefined : `\n${script} failed:\n${stdout}${stderr}`;
}

const checks = Promise.all(['lint', 'types'].map(check));
const vitest = spawn('vitest', ['run', ...process.argv.slice(2)], { env, stdio: 'inherit' });
const [code] = await once(vitest, 'exit');
const failed = (await checks).filter((output) => output !== undefined);
for (const output of failed) process.stderr.write(output);
process.exitCode = code === 0 && failed.length === 0 ? 0 : 1;
