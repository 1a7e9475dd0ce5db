import type { Artifact, Field } from '../../../../src/core/artifact.ts';

export type Scored = Pick<Artifact, 'intercept' | 'fields' | 'features' | 'classes'>;

export const HOUR: Field = { name: 'hour', type: 'integer', description: '', minimum: 0, maximum: 23, range: 'reject' };

/** A category that refuses what it does not know. */
export function category(name: string, vocabulary: string[], match: 'exact' | 'folded' = 'exact'): Field {
  return { name, type: 'category', description: '', vocabulary, unknown: 'reject', match };
}

export function scored(fields: Field[], features: Artifact['features']): Scored {
  return { intercept: 0.25, classes: ['on time', 'late'], fields, features };
}

/** The hour of a timestamp: each adds 0.1 to the logit. */
export const HOURS = scored(
  [{ name: 'left', type: 'timestamp', description: '', zone: 'America/Santiago' }],
  [{ type: 'one-hot', field: 'left', part: 'hour', coefficients: Array.from({ length: 24 }, (_, k) => k / 10) }],
);

export const CITIES = scored(
  [category('city', ['Lima', 'Ñuñoa', "d'Arc"])],
  [{ type: 'one-hot', field: 'city', coefficients: [1, 2, 3] }],
);

const SHOP_NAMES = Array.from({ length: 12_000 }, (_, k) => `shop ${k}`);
const SHOP_WEEKS = Array.from({ length: 100_000 }, (_, k) => 6 * k);

/** A long vocabulary, and a cross with many cells. */
export const SHOPS = scored(
  [category('shop', SHOP_NAMES), { ...HOUR, name: 'week', maximum: 51 }],
  [
    { type: 'one-hot', field: 'shop', coefficients: SHOP_NAMES.map((_, k) => Math.sin(k)) },
    {
      type: 'cross',
      terms: [{ field: 'shop' }, { field: 'week' }],
      cells: SHOP_WEEKS,
      coefficients: SHOP_WEEKS.map((_, k) => Math.cos(k)),
    },
  ],
);
