import { Failure } from '../cli/command.ts';
import type { ModelDefinition } from '../models/definition.ts';
import { readModel } from '../models/read-model.ts';
import { openRows } from '../training/open-rows.ts';
import { type HeldOutRows, heldOutRows } from '../training/rows/held-out-rows.ts';
import type { TrainingRows } from '../training/rows/rows.ts';
import { chosenSplits, type Split, whyIncomparable } from '../training/rows/splits.ts';
import { type Contender, ownContender, ownNames } from './contender.ts';
import { heldOutLogits } from './held-out.ts';
import { readRivals, rivalsCommand } from './rivals.ts';

/** The rows that a split holds out, and the answers of every contender to them: logits, in the order of the rows. */
export interface StudySplit extends Split, HeldOutRows {
  contenders: Contender[];
}

export interface Study {
  model: string;
  definition: ModelDefinition;
  seed: number;
  rows: TrainingRows;
  splits: StudySplit[];
}

interface StudyOptions {
  data?: string | undefined;
  seed: number;
  /** Names of the contenders; default: all. */
  only?: readonly string[] | undefined;
  /** One way of holding rows out; default: all. */
  split?: Split['split'] | undefined;
}

/**
 * Reads the rows of a model and collects the answers of contenders to the rows that each split holds out: of variants
 * and baselines, fitted on the other rows, and of rivals, from their files of predictions.
 * @throws {Failure} when a name is neither a variant, a baseline nor a rival, or there is no such split
 */
export async function openStudy(model: string, { data, seed, only, split: wanted }: StudyOptions): Promise<Study> {
  const opened = readModel(model);
  const { definition } = opened;
  const rows = await openRows(model, opened, { data, seed });
  const own = ownNames(definition);
  const splits = chosenSplits(model, rows, wanted, whyIncomparable).map((split): StudySplit => {
    const held = heldOutRows(rows, split.test);
    const needsRivals = only === undefined || only.some((name) => !own.includes(name));
    const rivals = needsRivals ? readRivals({ model, split: split.split, seed }, held) : [];
    const known = [...own, ...rivals.map(({ name }) => name)];
    const contenders = (only ?? known).map((name): Contender => {
      const one = ownContender(definition, name);
      if (one) {
        const fit = { model, name, variant: one.variant, definition, rows, seed };
        return { name, kind: one.kind, logits: heldOutLogits(fit, split) };
      }
      const rival = rivals.find((one) => one.name === name);
      if (rival) return rival;
      const command = rivalsCommand({ model, split: split.split, seed });
      throw new Failure(
        `there is no ${JSON.stringify(name)} on the ${split.split} split of ${model}: it has ${known.join(', ')}. To add other learners, write their predictions with ${command} (see test/oracle/README.md)`,
      );
    });
    return { ...split, ...held, contenders };
  });
  return { model, definition, seed, rows, splits };
}
