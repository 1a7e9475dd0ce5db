import type { Artifact } from '../core/artifact.ts';
import { MOST_ROWS, type OptionName, optionNames, type Query, querySchema } from '../core/contract/option-schemas.ts';
import { unknownOption } from '../core/contract/problem-details.ts';
import { findThreshold, type Threshold } from '../core/contract/threshold.ts';
import { show } from '../core/show.ts';
import { Problem } from '../http/problem.ts';
import type { EncodedRows } from './encoded-rows.ts';

/** The options of a query, with the threshold that it names. */
export interface Options extends Omit<Query, 'threshold'> {
  threshold: Threshold | undefined;
}

/**
 * The options in the query of a request; undefined when there is no query, so that plain requests cost nothing extra.
 * @throws {Problem} 400 naming the parameter that is unknown, repeated, wrong or not supported by the variant
 */
export function parseOptions(url: string, artifact: Artifact): Options | undefined {
  const start = url.indexOf('?');
  if (start < 0) return undefined;
  const query = parseQuery(new URLSearchParams(url.slice(start)));
  const supported = optionNames(artifact);
  const unsupported = asked(query).find((name) => !supported.includes(name));
  if (unsupported !== undefined) {
    const { model, variant } = artifact;
    throw refusal(
      `variant ${variant} does not support ${unsupported}; GET /models/${model} lists the variants that do.`,
    );
  }
  return { ...query, threshold: chosenThreshold(artifact, query.threshold) };
}

/** Refuses a query where a path has no options. @throws {Problem} 400 naming the first parameter */
export function refuseOptions(url: string): void {
  const start = url.indexOf('?');
  if (start < 0) return;
  const [name] = new URLSearchParams(url.slice(start)).keys();
  if (name !== undefined) throw refusal(unknownOption(show(name), []));
}

/**
 * Refuses options that are asked for more rows than they allow, or for the rows of a warehouse: its answers have no place
 * for them.
 * @throws {Problem} 400 naming the first one
 */
export function checkRowCount(options: Options, { count, positional }: EncodedRows): void {
  for (const name of asked(options)) {
    if (positional) throw refusal(`${name} is not an option for calls and data: their answer is a number per row.`);
    const mostRows = MOST_ROWS[name] ?? count;
    if (count > mostRows) throw refusal(`${name} takes at most ${mostRows} rows in one request, not ${count}.`);
  }
}

/** Names of the options that a query asks for. */
function asked(query: Partial<Record<OptionName, unknown>>): OptionName[] {
  const names = Object.keys(query) as OptionName[];
  return names.filter((name) => query[name] !== undefined && query[name] !== false);
}

function chosenThreshold(artifact: Artifact, text: string | undefined): Threshold | undefined {
  if (text === undefined) return undefined;
  const found = findThreshold(artifact, text);
  if (found) return found;
  const names = Object.keys(artifact.thresholds);
  const allowed = names.length > 0 ? `, or one of ${names.join(', ')}` : '';
  throw refusal(`threshold is ${show(text)}: expected a number between 0 and 1, such as 0.25${allowed}.`);
}

function parseQuery(parameters: URLSearchParams): Query {
  const seen = new Set<string>();
  const twice = [...parameters.keys()].find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) throw refusal(`${show(twice)} appears twice in the query.`);
  const parsed = querySchema().safeParse(Object.fromEntries(parameters));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    throw refusal(unknownOption(show(issue.keys[0] ?? ''), Object.keys(querySchema().shape)));
  }
  const name = String(issue?.path[0]);
  throw refusal(`${name} is ${show(parameters.get(name) ?? '')}: ${issue?.message}.`);
}

function refusal(detail: string): Problem {
  return new Problem('invalid-option', { detail });
}
