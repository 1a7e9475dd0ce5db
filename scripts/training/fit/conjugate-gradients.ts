import { dot } from '../../maths/vector.ts';
import type { HessianAt } from './hessian-at.ts';
import { ask, type Steps } from './steps.ts';

const MOST_STEPS = 500;

/**
 * Solves H·x = b by preconditioned conjugate gradients, until the residual is `tolerance` times what it was.
 */
export function* solveSteps(
  { penalty, precondition, multiply }: Pick<HessianAt, 'penalty' | 'precondition' | 'multiply'>,
  b: Float64Array,
  tolerance: number,
): Steps<Float64Array> {
  const x = new Float64Array(b.length);
  const residual = b.slice();
  const conditioned = new Float64Array(b.length);
  precondition(residual, conditioned);
  const direction = conditioned.slice();
  let energy = dot(residual, conditioned);
  const enough = energy * tolerance ** 2;
  for (let k = 0; k < MOST_STEPS && energy > enough; k++) {
    const product = yield* ask(() => multiply(direction));
    for (let j = 0; j < product.length; j++) product[j]! += penalty[j]! * direction[j]!;
    const length = energy / dot(direction, product);
    for (let j = 0; j < x.length; j++) {
      x[j]! += length * direction[j]!;
      residual[j]! -= length * product[j]!;
    }
    precondition(residual, conditioned);
    const next = dot(residual, conditioned);
    for (let j = 0; j < x.length; j++) direction[j] = conditioned[j]! + (next / energy) * direction[j]!;
    energy = next;
  }
  return x;
}
