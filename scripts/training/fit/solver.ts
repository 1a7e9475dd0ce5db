/*
 * Two solvers find the same optimum: `newton-cholesky` factors the Hessian, which is fastest for one fixed penalty and
 * up to 5,000 coefficients; `newton-cg` never forms it, which is what learned penalties and the many coefficients of
 * crosses need.
 */

/** The gradient, per row, that the fit of a served variant must reach: the certificate of its optimum. */
export const LARGEST_GRADIENT = 1e-9;

/** Grouped rows: their design matrix, the observations of each group, and the positive ones among them. */
export interface Likelihood<Matrix> {
  matrix: Matrix;
  weight: Float64Array;
  positives: Float64Array;
}

/**
 * What a solver minimises: Σ weight·log loss + Σ λ/2·coefficient². `penalty` is λ by place of the coefficient vector,
 * whose last place is the intercept with λ = 0.
 */
export interface Objective<Matrix> extends Likelihood<Matrix> {
  penalty: Float64Array;
}

export interface FitOptions {
  /** Stop when the largest component of the gradient, divided by the total weight, is at most this. */
  tolerance: number;
  /** The most steps to take. */
  steps?: number | undefined;
  /** Receives the gradient after every step. */
  onStep?: ((gradient: number) => void) | undefined;
}

/** The coefficients that a solver has found, with their certificate. */
export interface FitResult {
  beta: Float64Array;
  /** Largest absolute component of the gradient, divided by the total weight. */
  gradient: number;
  iterations: number;
}
