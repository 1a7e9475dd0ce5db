import { factor, solve } from '../../maths/cholesky.ts';
import type { Block, BlockMatrix } from '../matrix/block-matrix.ts';

/** Solves an approximation of H·x = residual, and writes x into `into`. */
export type Precondition = (residual: Float64Array, into: Float64Array) => void;

/** Coarse blocks of one group may have this many coefficients together; the rest is left to the diagonal. */
const MOST_COARSE = 150;

/** Blocks that read the same fields: the finest, and all coarser ones by the places of their coefficients. */
interface Group {
  fine: Block;
  places: Uint32Array;
  coupling: Coupling;
  choleskyFactor: Float64Array;
}

/** The Hessian between the cells of the finest block (rows) and the coarse coefficients: entries that are not 0, by row. */
interface Coupling {
  begins: Uint32Array;
  columns: Uint32Array;
  values: Float64Array;
}

/**
 * Divides by the diagonal of the Hessian, and solves the blocks of every group of `related` blocks jointly. Bins of a
 * number at several resolutions, and its slope, say nearly the same: by the diagonal alone, conjugate gradients take ten
 * times as many steps. The finest block of a group has a diagonal Hessian, so only its Schur complement is factored (Golub
 * and Van Loan, Matrix Computations, section 11.5).
 */
export function compilePreconditioner(
  matrix: BlockMatrix,
  rowCurvature: Float64Array,
  penalty: Float64Array,
  diagonal: Float64Array,
): Precondition {
  const groups = (matrix.related ?? []).map((positions) =>
    compileGroup(
      positions.map((position) => matrix.blocks[position]!),
      rowCurvature,
      penalty,
      diagonal,
    ),
  );
  return (residual, into) => {
    for (let j = 0; j < into.length; j++) into[j] = residual[j]! / diagonal[j]!;
    for (const group of groups) solveGroup(group, residual, into, diagonal);
  };
}

function compileGroup(
  blocks: readonly Block[],
  rowCurvature: Float64Array,
  penalty: Float64Array,
  diagonal: Float64Array,
): Group {
  const [fine, ...others] = [...blocks].sort((a, b) => b.size - a.size) as [Block, ...Block[]];
  const coarse: Block[] = [];
  let n = 0;
  for (const block of others) {
    if (n + block.size > MOST_COARSE) continue;
    coarse.push(block);
    n += block.size;
  }
  const places = Uint32Array.from(
    coarse.flatMap(({ offset, size }) => Array.from({ length: size }, (_, k) => offset + k)),
  );
  const begins = coarse.map((_, c) => coarse.slice(0, c).reduce((sum, { size }) => sum + size, 0));
  const dense = new Float64Array((fine.size + 1) * n);
  const hessian = new Float64Array(n * n);
  for (const [c, block] of coarse.entries()) {
    addProducts(dense, n, fine, 0, block, begins[c]!, rowCurvature);
    for (let d = 0; d <= c; d++) addProducts(hessian, n, block, begins[c]!, coarse[d]!, begins[d]!, rowCurvature);
  }
  for (let k = 0; k < n; k++) hessian[k * n + k]! += penalty[places[k]!]!;
  for (let i = 0; i < fine.size; i++)
    eliminate(hessian, n, dense.subarray(i * n, (i + 1) * n), diagonal[fine.offset + i]!);
  factor(hessian, n);
  return { fine, places, coupling: compress(dense, fine.size, n), choleskyFactor: hessian };
}

function compress(dense: Float64Array, rows: number, width: number): Coupling {
  const begins = new Uint32Array(rows + 1);
  const columns: number[] = [];
  for (let i = 0; i < rows; i++) {
    for (let a = 0; a < width; a++) if (dense[i * width + a] !== 0) columns.push(a);
    begins[i + 1] = columns.length;
  }
  const values = new Float64Array(columns.length);
  for (let i = 0; i < rows; i++) {
    for (let k = begins[i]!; k < begins[i + 1]!; k++) values[k] = dense[i * width + columns[k]!]!;
  }
  return { begins, columns: Uint32Array.from(columns), values };
}

/** Adds the products of the regressors of two blocks, weighted by row, to the rows from `top` and columns from `left`. */
function addProducts(
  result: Float64Array,
  width: number,
  a: Block,
  top: number,
  b: Block,
  left: number,
  rowCurvature: Float64Array,
): void {
  for (let r = 0; r < rowCurvature.length; r++) {
    const i = a.columns[r]!;
    const j = b.columns[r]!;
    if (i === a.size || j === b.size) continue;
    result[(top + i) * width + left + j]! += rowCurvature[r]! * (a.values?.[r] ?? 1) * (b.values?.[r] ?? 1);
  }
}

/** Takes the part of one fine cell out of the Hessian of the coarse coefficients. */
function eliminate(hessian: Float64Array, n: number, row: Float64Array, pivot: number): void {
  for (let a = 0; a < n; a++) {
    const scaled = row[a]! / pivot;
    if (scaled === 0) continue;
    for (let b = 0; b <= a; b++) hessian[a * n + b]! -= scaled * row[b]!;
  }
}

function solveGroup(
  { fine, places, coupling, choleskyFactor }: Group,
  residual: Float64Array,
  into: Float64Array,
  diagonal: Float64Array,
): void {
  const { size, offset } = fine;
  const { begins, columns, values } = coupling;
  const n = places.length;
  const reduced = Float64Array.from(places, (place) => residual[place]!);
  for (let i = 0; i < size; i++) {
    const scaled = residual[offset + i]! / diagonal[offset + i]!;
    for (let k = begins[i]!; k < begins[i + 1]!; k++) reduced[columns[k]!]! -= values[k]! * scaled;
  }
  const solved = solve(choleskyFactor, n, reduced);
  for (let a = 0; a < n; a++) into[places[a]!] = solved[a]!;
  for (let i = 0; i < size; i++) {
    let rest = residual[offset + i]!;
    for (let k = begins[i]!; k < begins[i + 1]!; k++) rest -= values[k]! * solved[columns[k]!]!;
    into[offset + i] = rest / diagonal[offset + i]!;
  }
}
