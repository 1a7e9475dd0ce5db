import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Artifact, Example } from '../../../src/core/artifact.ts';
import { readJson } from '../../cli/read-json.ts';
import { scoreInputs } from './examples.ts';

/** `examples.json`: the answers of every variant of a model to the same inputs. */
export interface Golden {
  rows: { input: Example['input']; variants: Record<string, { logit: number; probability: number }> }[];
}

/** The probability that is stated for an input, by its position, if any is. */
export type StatedAnswers = (variant: string, row: number, input: Example['input']) => number | undefined;

/**
 * Scores the inputs with every artifact of a model. Of an imported variant, a probability that is stated for a row stays as
 * its source gave it, within 1e-12.
 */
export function goldenRows(
  inputs: readonly Example['input'][],
  artifacts: readonly Artifact[],
  stated: StatedAnswers = () => undefined,
): Golden {
  const scored = artifacts.map((artifact) => scoreInputs(artifact, inputs));
  return {
    rows: inputs.map((input, r) => ({
      input,
      variants: Object.fromEntries(
        artifacts.map(({ variant, training }, a) => {
          const { logit, probability } = scored[a]![r]!;
          const given = training.source === undefined ? undefined : stated(variant, r, input);
          const isNear = given !== undefined && Math.abs(given - probability) <= TOLERANCE;
          return [variant, { logit, probability: isNear ? given : probability }];
        }),
      ),
    })),
  };
}

/** What an earlier `examples.json` states: see `goldenRows`. */
export function statedIn({ rows }: Golden): StatedAnswers {
  return (variant, row, input) =>
    isDeepStrictEqual(rows[row]?.input, input) ? rows[row]!.variants[variant]?.probability : undefined;
}

const TOLERANCE = 1e-12;

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
