import { Failure, progress } from '../cli/command.ts';
import { selectValues } from '../maths/vector.ts';
import type { ModelDefinition } from '../models/definition.ts';
import { findData, readModel } from '../models/read-model.ts';
import { loadRows } from '../training/rows/load-rows.ts';
import type { TrainingRows } from '../training/rows/rows.ts';
import { type Split, splitsOf } from '../training/rows/splits.ts';
import { type Contender, ownContender, ownNames } from './contender.ts';
import { heldOutLogits } from './held-out.ts';
import { readRivals, rivalsCommand } from './rivals.ts';

/** The rows that a split holds out, and what every contender answered to them: logits, in the order of the rows. */
export interface StudySplit extends Split {
  weight: Float64Array;
  positives: Float64Array;
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
  /** Names of the contenders. */
  only?: readonly string[];
  /** One way of holding rows out. */
  split?: Split['split'] | undefined;
}

/**
 * Reads the rows of a model and has contenders answer what each split holds out: its variants and baselines, fitted
 * on the other rows, and rivals, where their answers have been written down. All of them, or those named.
 * @throws {Failure} when a name is neither a variant, a baseline nor a rival, or there is no such split
 */
export async function openStudy(model: string, { data, seed, only, split: wanted }: StudyOptions): Promise<Study> {
  const { definition, query } = readModel(model);
  const path = findData(definition, data);
  progress(`${model}: reading ${path}`);
  const rows = await loadRows(definition, query, path, seed);
  const own = ownNames(definition);
  const asked = splitsOf(rows).filter(({ split }) => wanted === undefined || split === wanted);
  if (asked.length === 0) throw new Failure(`model ${model} has no ${wanted} split: model.json names none`);
  const splits = asked.map((split): StudySplit => {
    const weight = selectValues(rows.weight, split.test);
    const positives = selectValues(rows.positives, split.test);
    const needsRivals = only === undefined || only.some((name) => !own.includes(name));
    const rivals = needsRivals ? readRivals({ model, split: split.split, seed }, { weight, positives }) : [];
    const known = [...own, ...rivals.map(({ name }) => name)];
    const contenders = (only ?? known).map((name): Contender => {
      const one = ownContender(definition, name);
      if (one) {
        const trainee = { model, name, variant: one.variant, definition, rows, seed };
        return { name, kind: one.kind, logits: heldOutLogits(trainee, split) };
      }
      const rival = rivals.find((one) => one.name === name);
      if (rival) return rival;
      const text = JSON.stringify(name);
      throw new Failure(
        `there is no ${text} on the ${split.split} split of ${model}: it has ${known.join(', ')}. Predictions of other learners are written by ${rivalsCommand({ model, split: split.split, seed })} (see test/oracle/README.md)`,
      );
    });
    return { ...split, weight, positives, contenders };
  });
  return { model, definition, seed, rows, splits };
}
