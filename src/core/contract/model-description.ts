import type { Artifact } from '../artifact.ts';
import { answeredEvaluation } from './answered-evaluation.ts';
import { modelGuide } from './model-guide.ts';
import { optionNames } from './option-schemas.ts';
import type { StatedLimits } from './stated-limits.ts';
import type { ModelRoute } from './variables.ts';

/** A model with a route, and the variants that callers may name, in the order of the route. */
export interface ServedModel {
  model: string;
  artifacts: readonly [Artifact, ...Artifact[]];
  route: ModelRoute;
}

/** What `GET /models` says about a model. */
export function modelSummary({ model, artifacts, route: { split, shadow } }: ServedModel) {
  const [{ title, classes }] = artifacts;
  const variants = artifacts.map(({ variant, digest, training }) => ({ variant, digest, ...changes(training) }));
  return { model, title, classes, serves: split, shadow, variants };
}

/** What `GET /models/:model` says: everything that a client needs, and the figures of each variant. */
export function modelDescription(served: ServedModel, limits: StatedLimits) {
  const { artifacts } = served;
  return { ...modelSummary(served), ...modelGuide(artifacts[0], limits), variants: artifacts.map(figures) };
}

function figures(artifact: Artifact) {
  const { variant, digest, description, training, uncertainty } = artifact;
  return {
    variant,
    digest,
    description,
    rows: training.rows,
    source: training.source,
    interval: uncertainty !== undefined,
    options: optionNames(artifact),
    ...changes(training),
    evaluation: answeredEvaluation(artifact),
  };
}

/** What changed the fitted coefficients: a line for times ahead (or why there is none), and a shift to recent outcomes. */
function changes({ calibration, recalibration }: Artifact['training']) {
  return { calibration, recalibration };
}
