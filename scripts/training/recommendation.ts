import { signed } from '../cli/number-text.ts';
import type { TrainedArtifact } from './train-model.ts';
import type { CrossChoice } from './trained-variant.ts';

type Trained = Pick<TrainedArtifact, 'choice'> & { artifact: Pick<TrainedArtifact['artifact'], 'model' | 'variant'> };

/**
 * The line of a route to the variant that validation rows inside the training rows prefer: one with crosses if they lower
 * the log loss by more than a standard error, otherwise the simpler one. Empty unless training looked for crosses.
 */
export function recommendation(artifacts: readonly Trained[]): string[] {
  const searched = artifacts.find(({ choice }) => choice !== undefined);
  if (searched?.choice === undefined) return [];
  const { choice } = searched;
  const simple = artifacts.find(({ artifact }) => artifact.variant === SIMPLE) ?? searched;
  const { model, variant } = (choice.crosses > 0 ? searched : simple).artifact;
  return [`route ${model} = "${variant}": ${reason(choice)}`];
}

/** The name that `npm run new` gives to the variant without crosses. */
const SIMPLE = 'additive';

function reason({ crosses, difference, interval: [low, high], rows }: CrossChoice): string {
  if (rows === 0) return 'there are too few rows to choose crosses';
  if (low === 0 && high === 0) return 'no pair of fields says more than its fields do';
  const change = `${signed(difference)} (95 % interval ${signed(low)} to ${signed(high)})`;
  const where = `on ${rows} validation rows inside the training rows`;
  if (crosses > 0)
    return `${crosses === 1 ? '1 cross changes' : `${crosses} crosses change`} the log loss by ${change} ${where}`;
  return `crosses change the log loss by ${change} ${where}, which is not lower by more than a standard error`;
}
