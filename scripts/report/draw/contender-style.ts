import type { Contender } from '../../study/contender.ts';

const COLORS = ['var(--c0)', 'var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)'];
const DASHES = [
  ...['1 3', '6 3', '2 2', '10 3', '8 2 2 2', '4 4', '12 2 2 2 2 2', '3 6'],
  ...['14 4', '1 6', '6 2 1 2', '10 2 4 2', '4 2 1 2 1 2', '16 3 1 3', '8 8', '1 2 1 5'],
];

/** Variants have colours, in the order of model.json; all other contenders are grey. */
export function contenderColor(contender: Contender, all: readonly { contender: Contender }[]): string {
  return contender.kind === 'variant' ? COLORS[position(contender, all) % COLORS.length]! : 'var(--soft)';
}

/** The dashes of a grey contender; variants have none. */
export function contenderDash(contender: Contender, all: readonly { contender: Contender }[]): string | undefined {
  return contender.kind === 'variant' ? undefined : DASHES[position(contender, all) % DASHES.length]!;
}

function position({ kind, name }: Contender, all: readonly { contender: Contender }[]): number {
  const group = kind === 'variant';
  const names = all
    .filter(({ contender }) => (contender.kind === 'variant') === group)
    .map((one) => one.contender.name);
  return [...new Set(names)].indexOf(name);
}
