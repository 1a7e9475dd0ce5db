import type { ChildProcess } from 'node:child_process';
import { text } from 'node:stream/consumers';

/** What a process printed to its pipes, and its exit code, once it has ended. */
export async function childOutput(
  child: ChildProcess,
): Promise<{ stdout: string; stderr: string; code: number | null }> {
  const closed = new Promise<number | null>((resolve, reject) => child.once('close', resolve).once('error', reject));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout!), text(child.stderr!), closed]);
  return { stdout, stderr, code };
}
