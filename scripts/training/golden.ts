import type { Artifact, Example } from '../../src/core/artifact.ts';
import { scoreInputs } from './examples.ts';

/** `examples.json`: what every variant of a model answers to the same inputs. */
export interface Golden {
  rows: { input: Example['input']; variants: Record<string, { logit: number; probability: number }> }[];
}

/** Scores the inputs with every artifact of a model. */
export function goldenRows(inputs: readonly Example['input'][], artifacts: readonly Artifact[]): Golden {
  const scored = artifacts.map((artifact) => scoreInputs(artifact, artifact.fields, inputs));
  return {
    rows: inputs.map((input, r) => ({
      input,
      variants: Object.fromEntries(
        artifacts.map(({ variant }, a) => {
          const { logit, probability } = scored[a]![r]!;
          return [variant, { logit, probability }];
        }),
      ),
    })),
  };
}
