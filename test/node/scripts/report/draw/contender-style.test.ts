import { expect, test } from 'vitest';
import { contenderColor, contenderDash } from '../../../../../scripts/report/draw/contender-style.ts';
import type { Contender } from '../../../../../scripts/study/contender.ts';

test('contenderDash() differs between the first 16 grey contenders; variants have none', () => {
  const of = (kind: Contender['kind'], name: string) => ({ contender: { kind, name, logits: new Float64Array() } });
  const rivals = Array.from({ length: 16 }, (_, k) => of(k < 3 ? 'baseline' : 'rival', `rival ${k}`));
  const variant = of('variant', 'plain');
  const all = [variant, ...rivals];
  expect(new Set(rivals.map(({ contender }) => contenderDash(contender, all))).size).toBe(16);
  expect(new Set(rivals.map(({ contender }) => contenderColor(contender, all))).size).toBe(1);
  expect(contenderDash(variant.contender, all)).toBeUndefined();
});
