import type { BlockMatrix } from '../matrix/block-matrix.ts';
import type { Precondition } from './preconditioner.ts';
import type { Answer } from './steps.ts';

/** Where the coefficients of blocks are: a block matrix without its rows. */
export type BlockLayout = Pick<BlockMatrix, 'length' | 'blocks'>;

/** The Hessian Xᵀ·V·X + diag(penalty) at a point, of rows that may be elsewhere: a product with it is a question to them. */
export interface HessianAt {
  matrix: BlockLayout;
  penalty: Float64Array;
  diagonal: Float64Array;
  precondition: Precondition;
  /** Xᵀ·V·X·direction, without the penalty. */
  multiply(direction: Float64Array): Answer<Float64Array>;
  /** The whole Hessian, row-major. */
  dense(): Answer<Float64Array>;
}

/** The sums that `newton-cg` asks for. */
export interface CurvedSums {
  penalty: Float64Array;
  /** Total weight of the rows. */
  total: number;
  /** The gradient of the penalised loss. */
  gradient(beta: Float64Array): Answer<Float64Array>;
  hessianAt(beta: Float64Array): Answer<HessianAt>;
}
