import { answerInput } from '../../../src/core/answer-input.ts';
import type { Artifact, Example } from '../../../src/core/artifact.ts';
import { compileEncoder } from '../../../src/core/encode.ts';
import { compileScorer } from '../../../src/core/score.ts';

/** Examples in an artifact, for the Worker to score again. */
const EXAMPLES = 3;

/** The parts of an artifact that scoring needs. */
type Scored = Pick<Artifact, 'intercept' | 'fields' | 'features'>;

/** The examples of an artifact: the first of the golden inputs. */
export function artifactExamples(artifact: Scored, inputs: readonly Example['input'][]): Example[] {
  return scoreInputs(artifact, inputs.slice(0, EXAMPLES));
}

/** Scores inputs as the Worker does. */
export function scoreInputs(artifact: Scored, inputs: readonly Example['input'][]): Example[] {
  const encoder = compileEncoder(artifact.fields);
  const scorer = compileScorer(artifact);
  return inputs.map((input) => ({ input, ...answerInput(encoder, scorer, input) }));
}
