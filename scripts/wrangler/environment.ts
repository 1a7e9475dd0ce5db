import { Failure } from '../cli/command.ts';
import { type EnvironmentConfig, readWranglerConfig } from './config.ts';

/** The value of an option if it is known. @throws {Failure} naming the option, the value and the known values */
export function requireKnown(option: string, value: string, known: readonly string[]): string {
  if (known.includes(value)) return value;
  throw new Failure(`${option}: there is no ${JSON.stringify(value)}; expected ${known.join(', ') || 'none'}`);
}

/** The environment of wrangler.toml that an option names. @throws {Failure} when there is none with that name */
export async function requireEnvironment(option: string, name: string): Promise<EnvironmentConfig> {
  const environments = await readWranglerConfig();
  const names = environments.map((environment) => environment.name);
  return environments[names.indexOf(requireKnown(option, name, names))]!;
}
