import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { childOutput } from '../cli/child-output.ts';
import { Failure } from '../cli/failure.ts';
import { withTemporaryFolder } from '../cli/temporary-folder.ts';
import { errorMessage, spawnWrangler } from './run-wrangler.ts';

const entrySchema = z.looseObject({ type: z.string() });

/** A line of the file that wrangler writes for programs: what it did, or why it failed. */
export type WranglerEntry = z.infer<typeof entrySchema>;

/** A command of wrangler failed. */
export class WranglerFailure extends Failure {
  /** The code of Cloudflare's API, if it was the API that refused. */
  readonly code: number | undefined;

  constructor(message: string, code?: number) {
    super(message);
    this.code = code;
  }
}

export interface WranglerResult {
  stdout: string;
  entries: WranglerEntry[];
}

/**
 * Runs wrangler to its end, in a group of processes of its own: Ctrl-C does not interrupt a change of the deployment.
 * What it did is read from the file that it writes for programs (WRANGLER_OUTPUT_FILE_PATH), not from its text.
 * @throws {WranglerFailure} with the reason
 */
export async function callWrangler(purpose: string, args: string[]): Promise<WranglerResult> {
  return withTemporaryFolder(async (folder) => {
    const file = join(folder, 'wrangler.ndjson');
    const env = { CI: 'true', WRANGLER_OUTPUT_FILE_PATH: file };
    const child = spawnWrangler(args, ['ignore', 'pipe', 'pipe'], { env, detached: true });
    const { stdout, stderr, code } = await childOutput(child);
    const entries = await readEntries(file);
    if (code === 0) return { stdout, entries };
    const failed = entries.find(({ type }) => type === 'command-failed');
    const reason = errorMessage(stdout + stderr);
    throw new WranglerFailure(
      `${purpose} failed: ${reason}`,
      typeof failed?.code === 'number' ? failed.code : undefined,
    );
  });
}

async function readEntries(file: string): Promise<WranglerEntry[]> {
  const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n').filter(Boolean);
  return lines.map((line) => entrySchema.parse(JSON.parse(line)));
}
