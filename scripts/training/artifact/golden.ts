import * as z from 'zod';
import type { Artifact, Example } from '../../../src/core/artifact.ts';
import { readJson } from '../../cli/read-json.ts';
import { scoreInputs } from './examples.ts';

/** `examples.json`: the answers of every variant of a model to the same inputs. */
export interface Golden {
  rows: { input: Example['input']; variants: Record<string, { logit: number; probability: number }> }[];
}

/** Scores the inputs with every artifact of a model. */
export function goldenRows(inputs: readonly Example['input'][], artifacts: readonly Artifact[]): Golden {
  const scored = artifacts.map((artifact) => scoreInputs(artifact, inputs));
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

const inputsSchema = z.object({
  rows: z.array(z.object({ input: z.record(z.string(), z.union([z.string(), z.number(), z.null()])) })),
});

/** The inputs of the golden rows in an `examples.json`. @throws {Failure} naming what is wrong with the file */
export function readGoldenInputs(path: string): Example['input'][] {
  return readJson(path, inputsSchema).rows.map(({ input }) => input);
}
