import { readFile } from 'node:fs/promises';
import { parse, TomlError } from 'smol-toml';
import * as z from 'zod';
import { parseVariables, unknownVariables, type Variables } from '../../src/core/contract/variables.ts';
import { Failure } from '../cli/command.ts';

const environmentSchema = z.object({
  main: z.string().optional(),
  assets: z.object({ directory: z.string() }).optional(),
  vars: z.record(z.string(), z.unknown(), 'expected vars with ROUTES and TIERS: environments inherit none'),
  ratelimits: z
    .array(z.object({ name: z.string(), simple: z.object({ limit: z.number(), period: z.number() }) }))
    .default([]),
});

const configSchema = environmentSchema.extend({
  compatibility_date: z.string().optional(),
  env: z.record(z.string(), environmentSchema).default({}),
});

/** One environment of wrangler.toml; `local` is the top level of the file. */
export interface EnvironmentConfig extends Variables {
  name: string;
  /** The variables as the file has them. */
  vars: Readonly<Record<string, unknown>>;
  rateLimits: z.infer<typeof environmentSchema>['ratelimits'];
  /** The date whose behaviour of workerd the Worker gets; that of the file. */
  compatibilityDate: string | undefined;
  /** The entry of the Worker and the folder of its static assets, if the environment states them itself. */
  main: string | undefined;
  assets: string | undefined;
  /** One sentence per wrong or unknown variable. */
  errors: readonly string[];
}

/**
 * The environments of wrangler.toml, `local` first. Wrong variables are listed in `errors`.
 * @throws {Failure} naming every place where the file cannot be read
 */
export function parseWranglerConfig(toml: string): EnvironmentConfig[] {
  const parsed = configSchema.safeParse(parseToml(toml));
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Failure(`wrangler.toml: ${errors.join('; ')}`);
  }
  const { compatibility_date: compatibilityDate } = parsed.data;
  return Object.entries({ local: parsed.data, ...parsed.data.env }).map(
    ([name, { vars, ratelimits, main, assets }]) => {
      const { variables, errors } = parseVariables(vars);
      const place = `wrangler.toml, environment ${name}`;
      const sentences = [...errors, ...unknownVariables(vars)].map((error) => `${place}: ${error}`);
      return {
        ...variables,
        name,
        vars,
        rateLimits: ratelimits,
        compatibilityDate,
        main,
        assets: assets?.directory,
        errors: sentences,
      };
    },
  );
}

/** The environments of wrangler.toml in the current folder. @throws {Failure} naming every place that is wrong */
export async function readWranglerConfig(): Promise<EnvironmentConfig[]> {
  const environments = parseWranglerConfig(await readFile('wrangler.toml', 'utf8'));
  const errors = environments.flatMap((environment) => environment.errors);
  if (errors.length > 0) throw new Failure(errors.join('\n'));
  return environments;
}

function parseToml(toml: string): unknown {
  try {
    return parse(toml);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new Failure(`wrangler.toml: line ${error.line}: ${error.message.split('\n')[0]}`);
  }
}
