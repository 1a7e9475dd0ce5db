import type { Artifact } from '../core/artifact.ts';
import { type Query, querySchema } from '../core/contract/option-schemas.ts';
import { findThreshold, type Threshold } from '../core/contract/threshold.ts';
import { show } from '../core/show.ts';
import { Problem } from '../http/problem.ts';
import type { Variant } from './registry.ts';

/** What an answer is to tell beyond the probabilities. */
export interface Options {
  explain: boolean;
  counterfactuals: boolean;
  threshold: Threshold | undefined;
  /** The chance that the interval of the probability is to hold it with. */
  interval: number | undefined;
}

/**
 * The options in the query of a request; undefined when it has none, so that a plain request pays nothing for them.
 * @throws {Problem} 400 naming the parameter that is unknown, there twice or wrong
 */
export function parseOptions(url: string, { artifact, intervals }: Variant): Options | undefined {
  const start = url.indexOf('?');
  if (start < 0) return undefined;
  const query = parseQuery(new URLSearchParams(url.slice(start)));
  const { explain = false, counterfactuals = false, interval } = query;
  if (explain && !artifact.reference) {
    throw refusal(`explain is not to be had of ${artifact.variant}: it was trained before there were explanations`);
  }
  if (interval !== undefined && !intervals) {
    throw refusal(
      `interval is not to be had of ${artifact.variant}: GET /models/${artifact.model} tells which have it`,
    );
  }
  return { explain, counterfactuals, threshold: chosenThreshold(artifact, query.threshold), interval };
}

/** Refuses a query where there are no options. @throws {Problem} 400 naming the first parameter */
export function refuseOptions(url: string): void {
  const start = url.indexOf('?');
  if (start < 0) return;
  const [name] = new URLSearchParams(url.slice(start)).keys();
  if (name !== undefined) throw refusal(`${show(name)} is not an option: this path takes none`);
}

function chosenThreshold(artifact: Artifact, text: string | undefined): Threshold | undefined {
  if (text === undefined) return undefined;
  const found = findThreshold(artifact, text);
  if (found) return found;
  const names = Object.keys(artifact.thresholds);
  const allowed = names.length > 0 ? `, or one of ${names.join(', ')}` : '';
  throw refusal(`threshold is ${show(text)}: expected a number between 0 and 1, such as 0.25${allowed}`);
}

function parseQuery(parameters: URLSearchParams): Query {
  const seen = new Set<string>();
  const twice = [...parameters.keys()].find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined) throw refusal(`${show(twice)} is in the query twice`);
  const parsed = querySchema().safeParse(Object.fromEntries(parameters));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.code === 'unrecognized_keys') {
    const known = Object.keys(querySchema().shape).join(', ');
    throw refusal(`${show(issue.keys[0] ?? '')} is not an option: ${known}`);
  }
  const name = String(issue?.path[0]);
  throw refusal(`${name} is ${show(parameters.get(name) ?? '')}: ${issue?.message}`);
}

function refusal(detail: string): Problem {
  return new Problem('invalid-option', { detail: `${detail}.` });
}
