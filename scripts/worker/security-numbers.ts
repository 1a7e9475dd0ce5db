import { KV_CACHE_SECONDS, MEMO_KEYS, MISSING_SECONDS } from '../../src/access/key-lookup.ts';
import { KV_TIMEOUT, STALE_SECONDS } from '../../src/access/kv-value.ts';
import { LIMITER_TIMEOUT } from '../../src/access/rate-limit.ts';
import { LONGEST_FOLDED } from '../../src/core/category.ts';
import { MOST_DIMENSIONS, MOST_TENSORS } from '../../src/core/contract/open-inference.ts';
import { MOST_EXPLAINED } from '../../src/core/contract/option-schemas.ts';
import { LONGEST_REQUEST_ID } from '../../src/http/request-context.ts';
import { MOST_NESTING } from '../../src/http/strict-json.ts';
import { BULLETIN_SECONDS, RECORD_SECONDS } from '../../src/key-bulletin.ts';
import { LONGEST_SUBJECT } from '../../src/scoring/choose-variant.ts';
import { MOST_ISSUES } from '../../src/scoring/encoded-rows.ts';
import { Failure } from '../cli/command.ts';
import { withThousands } from '../cli/number-text.ts';
import { CHANGE_BOUND } from '../keys/change-bound.ts';
import type { EnvironmentConfig } from '../wrangler/config.ts';

/** The numbers of SECURITY.md by name: the constants of the Worker, and the variables of an environment. */
export function securityNumbers({ limits }: Pick<EnvironmentConfig, 'limits'>) {
  return {
    bodyBytes: limits.bodyBytes,
    rows: limits.rows,
    explained: MOST_EXPLAINED,
    errors: MOST_ISSUES,
    tensors: MOST_TENSORS,
    dimensions: MOST_DIMENSIONS,
    nesting: MOST_NESTING,
    category: LONGEST_FOLDED,
    subject: LONGEST_SUBJECT,
    requestId: LONGEST_REQUEST_ID,
    rememberedKeys: MEMO_KEYS,
    bulletinSeconds: BULLETIN_SECONDS,
    changeBound: CHANGE_BOUND,
    recordHours: RECORD_SECONDS / 3600,
    creationSeconds: MISSING_SECONDS + KV_CACHE_SECONDS,
    staleMinutes: STALE_SECONDS / 60,
    kvSeconds: KV_TIMEOUT / 1000,
    limiterSeconds: LIMITER_TIMEOUT / 1000,
  };
}

const MARKED = /(<!-- (\w+) -->)[^<]*(<!-- -->)/g;

/**
 * A text with every number between its markers, as in `<!-- rows -->10,000<!-- -->`, up to date.
 * @throws {Failure} when the text marks an unknown number, or does not mark one of the numbers
 */
export function withNumbers(text: string, numbers: Readonly<Record<string, number | string>>): string {
  const missing = new Set(Object.keys(numbers));
  const updated = text.replace(MARKED, (_, start: string, name: string, end: string) => {
    if (!Object.hasOwn(numbers, name))
      throw new Failure(`there is no number ${name}: expected ${[...Object.keys(numbers)].join(', ')}`);
    missing.delete(name);
    const value = numbers[name]!;
    return `${start}${typeof value === 'number' ? withThousands(value) : value}${end}`;
  });
  if (missing.size > 0) throw new Failure(`no number is marked as ${[...missing].join(', ')}`);
  return updated;
}
