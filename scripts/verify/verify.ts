import type { Artifact, Example } from '../../src/core/artifact.ts';
import { prediction } from '../../src/core/score.ts';
import { scoreInputs } from '../training/artifact/examples.ts';
import type { Ask } from './endpoint.ts';
import { randomRows } from './random-rows.ts';

/** How the answers to some rows compare with those of an artifact. */
export interface Compared {
  rows: number;
  /** Rows whose probabilities differ in any bit. */
  different: number;
  /** The first of them. */
  first?: { input: Example['input']; expected: [number, number]; answered: [number, number] | undefined };
}

export interface Verification {
  digest: { expected: string; answered: string | null };
  golden: Compared;
  random: Compared;
  /** Whether the digest is the same and no answer differs. */
  verified: boolean;
}

/** Compares what is answered to the golden rows and to random ones with what an artifact answers to them, bit by bit. */
export async function verify(
  artifact: Artifact,
  goldenInputs: readonly Example['input'][],
  ask: Ask,
  { rows, seed }: { rows: number; seed: number },
): Promise<Verification> {
  const random = randomRows(artifact.fields, rows, seed);
  const { digest, predictions } = await ask([...goldenInputs, ...random]);
  const golden = compare(artifact, goldenInputs, predictions.slice(0, goldenInputs.length));
  const others = compare(artifact, random, predictions.slice(goldenInputs.length));
  const verified = digest === artifact.digest && golden.different + others.different === 0;
  return { digest: { expected: artifact.digest, answered: digest }, golden, random: others, verified };
}

function compare(
  artifact: Artifact,
  inputs: readonly Example['input'][],
  answered: readonly ([number, number] | undefined)[],
): Compared {
  const expected = scoreInputs(artifact, inputs).map(({ logit }) => prediction(logit));
  const isEqual = (k: number) => answered[k]?.every((probability, c) => Object.is(probability, expected[k]![c]));
  const different = inputs.flatMap((_, k) => (isEqual(k) ? [] : [k]));
  const [k] = different;
  return {
    rows: inputs.length,
    different: different.length,
    ...(k !== undefined && { first: { input: inputs[k]!, expected: expected[k]!, answered: answered[k] } }),
  };
}
