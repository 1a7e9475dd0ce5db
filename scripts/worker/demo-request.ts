import { Failure } from '../cli/command.ts';
import { readArtifacts } from '../models/artifact-files.ts';
import { requireEnvironment } from '../wrangler/environment.ts';

/** A shell line that sends an example of the first routed model. @throws {Failure} when that model is not trained */
export async function demoRequest(url: string, key: string): Promise<string> {
  const { routes } = await requireEnvironment('the demo request', 'local');
  const [model] = [...routes.keys()];
  const trained = (await readArtifacts('models')).find(({ artifact }) => artifact.model === model);
  if (trained === undefined) throw new Failure('wrangler.toml: ROUTES names no trained model');
  return curlLine(`${url}/inference/${model}`, key, trained.artifact.examples[0]!.input);
}

/** A line for a POSIX shell that posts JSON with an API key. */
export function curlLine(url: string, key: string, input: object): string {
  const body = JSON.stringify(input).replaceAll("'", "'\\''");
  return `curl ${url} -H 'content-type: application/json' -H 'x-api-key: ${key}' -d '${body}'`;
}
