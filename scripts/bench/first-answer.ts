import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withTemporaryFolder } from '../cli/temporary-folder.ts';
import { median } from '../maths/median.ts';
import { writeInputs } from './inputs.ts';
import { buildNodeHost, NODE_PATH, type NodeHost } from './node-host.ts';
import { isOpen } from './start-up.ts';
import { BODIES } from './wrk.ts';

/** Prints how many milliseconds pass from the start of a built server on Node to its first answer to a row. */
export async function benchFirstAnswer(options: { rounds: number; peers: string; json?: true }): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    await writeInputs(folder, options);
    const [body] = (await readFile(join(folder, BODIES), 'utf8')).split('\n');
    const host = await buildNodeHost(join(folder, 'host'));
    const times: number[] = [];
    for (let round = 0; round < options.rounds; round++) times.push(await startOnce(host, body!));
    if (options.json) console.log(JSON.stringify(times));
    else console.log(`${times.map((time) => time.toFixed(0)).join(', ')} ms; median ${median(times)!.toFixed(0)} ms`);
  });
}

async function startOnce({ script, key, port, variables }: NodeHost, body: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [script], { stdio: 'ignore', env: { ...process.env, ...variables } });
  const exited = once(child, 'exit');
  try {
    while (child.exitCode === null && !(await isOpen(port))) await sleep(2);
    const headers = { 'content-type': 'application/json', 'x-api-key': key };
    const answer = await fetch(`http://127.0.0.1:${port}${NODE_PATH}`, { method: 'POST', headers, body });
    await answer.text();
    if (answer.status !== 200) throw new Error(`the first answer has status ${answer.status}`);
    return performance.now() - start;
  } finally {
    child.kill('SIGTERM');
    await exited;
  }
}
