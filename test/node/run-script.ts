import { execFile } from 'node:child_process';

export interface Ended {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a command of the project as `npm run` does and waits for its end. Variables are added to those of this process. */
export function runScript(
  script: string,
  args: string[],
  variables: Record<string, string> = {},
  stdin = '',
): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { ...process.env, ...variables } };
    const child = execFile(process.execPath, [`scripts/${script}.ts`, ...args], options, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr });
    });
    child.stdin?.end(stdin);
  });
}
