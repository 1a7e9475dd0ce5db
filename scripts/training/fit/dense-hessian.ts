import type { Block } from '../matrix/block-matrix.ts';
import type { Curvature } from './curvature.ts';

/** The whole Hessian as a matrix, row-major. Places that hold no coefficient have 1 on the diagonal and 0 elsewhere. */
export function denseHessian({ matrix, rowCurvature, penalty }: Curvature): Float64Array {
  const { length: n, rows, blocks } = matrix;
  const result = new Float64Array(n * n);
  const all = [...blocks, interceptBlock(rows, n)];
  for (const a of all) {
    for (const b of all) addProducts(result, n, a, b, rowCurvature);
  }
  for (let j = 0; j < n; j++) {
    result[j * n + j]! += penalty[j]!;
    if (result[j * n + j] === 0) result[j * n + j] = 1;
  }
  return result;
}

/** The column of ones that the intercept has. */
function interceptBlock(rows: number, length: number): Block {
  return { size: 1, offset: length - 1, columns: new Uint32Array(rows), penalty: -1 };
}

function addProducts(result: Float64Array, n: number, a: Block, b: Block, rowCurvature: Float64Array): void {
  for (let r = 0; r < rowCurvature.length; r++) {
    const i = a.columns[r]!;
    const j = b.columns[r]!;
    if (i === a.size || j === b.size) continue;
    result[(a.offset + i) * n + b.offset + j]! += rowCurvature[r]! * (a.values?.[r] ?? 1) * (b.values?.[r] ?? 1);
  }
}
