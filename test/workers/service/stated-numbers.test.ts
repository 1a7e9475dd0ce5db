import { expect, test } from 'vitest';
import { BLOCK_SECONDS } from '../../../src/access/failure-limit.ts';
import {
  KV_CACHE_SECONDS,
  KV_TIMEOUT,
  MEMO_KEYS,
  MEMO_SECONDS,
  REFUSED_SECONDS,
  STALE_SECONDS,
} from '../../../src/access/key-lookup.ts';
import { LIMITER_TIMEOUT } from '../../../src/access/rate-limit.ts';
import { LONGEST_FOLDED } from '../../../src/core/category.ts';
import { MOST_DIMENSIONS, MOST_TENSORS } from '../../../src/core/contract/open-inference.ts';
import { MOST_EXPLAINED } from '../../../src/core/contract/option-schemas.ts';
import { MOST_NESTING } from '../../../src/http/strict-json.ts';
import { MOST_ISSUES } from '../../../src/scoring/encoded-rows.ts';
import { LONGEST_SUBJECT } from '../../../src/scoring/traffic-split.ts';
import { environment } from '../service.ts';
import { LIMITS, stated } from './stated.ts';

const { limits, failures } = environment;

test.each([
  ['body', LIMITS.body, limits.bodyBytes],
  ['rows', LIMITS.rows, limits.rows],
  ['line', LIMITS.line, limits.bodyBytes],
  ['explained rows', LIMITS.explained, MOST_EXPLAINED],
  ['nesting', LIMITS.nesting, MOST_NESTING],
  ['category', LIMITS.category, LONGEST_FOLDED],
  ['tensors', LIMITS.tensors, MOST_TENSORS],
  ['sizes of a shape', LIMITS.sizes, MOST_DIMENSIONS],
  ['subject', LIMITS.subject, LONGEST_SUBJECT],
  ['errors', LIMITS.errors, MOST_ISSUES],
  [
    'seconds until a revocation',
    stated(/\| `revoke`.* \| (\d+) seconds: 30 in the memory/),
    MEMO_SECONDS + KV_CACHE_SECONDS,
  ],
  ['seconds of memory', stated(/seconds: (\d+) in the memory of an isolate/), MEMO_SECONDS],
  ['seconds of cache', stated(/after (\d+) in the cache of a Cloudflare location/), KV_CACHE_SECONDS],
  ['seconds until a creation', stated(/\| `create`, `enable` \| (\d+) seconds/), KV_CACHE_SECONDS + REFUSED_SECONDS],
  ['seconds of a refusal', stated(/remembered for the same (\d+) seconds/), REFUSED_SECONDS],
  ['minutes without KV', stated(/while KV cannot be read \| (\d+) minutes more/), STALE_SECONDS / 60],
  ['seconds of KV', stated(/^\| KV, or no answer in (\d+) seconds/m), KV_TIMEOUT / 1000],
  ['seconds of a limiter', stated(/^\| rate limit of a tier, or no answer in (\d+) second/m), LIMITER_TIMEOUT / 1000],
  ['remembered keys', stated(/remembered apart, ([\d,]+) of each/), MEMO_KEYS],
  ['seconds of a block', stated(/without a KV read, for (\d+) seconds at a time/), BLOCK_SECONDS],
  ['refusals a minute', stated(/(\d+) refusals a minute per address/), failures?.limit],
])('the number of %s in SECURITY.md is the one in the code', (_, written, real) => {
  expect(written).toBe(real);
});
