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

const input = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const answer = z.object({ logit: z.number(), probability: z.number() });

/** The inputs of an `examples.json`, whatever else is in it. */
export const goldenInputsSchema = z.object({ rows: z.array(z.object({ input })) });
const goldenSchema: z.ZodType<Golden> = z.object({
  rows: z.array(z.object({ input, variants: z.record(z.string(), answer) })),
});

/** The golden rows in an `examples.json`. @throws {Failure} naming what is wrong with the file */
export function readGolden(path: string): Golden {
  return readJson(path, goldenSchema);
}

/** The inputs of the golden rows in an `examples.json`. @throws {Failure} naming what is wrong with the file */
export function readGoldenInputs(path: string): Example['input'][] {
  return readJson(path, goldenInputsSchema).rows.map(({ input }) => input);
}
