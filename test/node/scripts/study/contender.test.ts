import { expect, test } from 'vitest';
import type { VariantDefinition } from '../../../../scripts/models/definition.ts';
import { ownContender } from '../../../../scripts/study/contender.ts';

test.each(['__proto__', 'constructor', 'toString'])(
  'ownContender(definition, %j) is undefined, unless model.json defines it',
  (name) => {
    const variant = { description: '' } as unknown as VariantDefinition;
    expect(ownContender({ variants: { plain: variant }, baselines: {} }, name)).toBeUndefined();
    const named = Object.fromEntries([[name, variant]]);
    expect(ownContender({ variants: {}, baselines: named }, name)).toEqual({ kind: 'baseline', variant });
  },
);
