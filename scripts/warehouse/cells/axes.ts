import { cellCount } from '../../../src/core/cell.ts';
import { columnOf, positionOfColumn } from '../../../src/core/columns.ts';
import { type FeatureShape, featureSize, fieldKindOf } from '../../../src/core/feature.ts';
import type { Field } from '../../../src/core/field.ts';
import { PART_NAMES, PARTS } from '../../../src/core/parts.ts';

/** An integer column of the table of cells, by which sums are grouped. */
export interface Axis {
  column: string;
  /** The value of the column for each place of a table over it; absent where that is the place itself. */
  keys?: readonly number[];
  size: number;
}

/** A number of the table of cells that a feature reads itself, not its bin. */
export interface NumberRegressor {
  column: string;
  shape: Extract<FeatureShape, { type: 'numeric' }>;
}

/**
 * What a feature reads: an axis, a number, or neither. For each place of the axis, the first coefficient that counts, and the
 * factors from there on: 1 for the first alone, if there are none.
 */
export interface Source {
  axis?: number | undefined;
  number?: number | undefined;
  first: ArrayLike<number>;
  values?: readonly (readonly number[])[];
}

/** How the features of a variant read the table of cells. */
export interface Design {
  axes: readonly Axis[];
  numbers: readonly NumberRegressor[];
  features: readonly Source[];
  /** Number of coefficients of each feature. */
  sizes: readonly number[];
}

/** Works out how features read the table of cells. Features that read one column share its axis. */
export function compileDesign(shapes: readonly FeatureShape[], fields: readonly Field[]): Design {
  const axes: Axis[] = [];
  const numbers: NumberRegressor[] = [];
  const axisOf = (axis: Axis) => {
    const known = axes.findIndex(({ column }) => column === axis.column);
    return known >= 0 ? known : axes.push(axis) - 1;
  };
  const features = shapes.map((shape, k): Source => {
    if (shape.type === 'cross') {
      const axis = axisOf({ column: crossColumn(k), keys: shape.cells, size: shape.cells.length });
      return { axis, first: shape.cells.map((_, place) => place) };
    }
    const position = fields.findIndex(({ name }) => name === shape.field);
    const field = fields[position]!;
    if (shape.type === 'numeric' && field.type === 'number') {
      return { number: numbers.push({ column: numberColumn(position), shape }) - 1, first: [0] };
    }
    const column = columnOf(fields, position, 'part' in shape ? shape.part : undefined);
    const size = placesOf(fields, column);
    const axis = axisOf({ column: axisColumn(column), size });
    const { groups, values } = fieldKindOf(shape);
    if (groups !== undefined) return { axis, first: groups(shape, field).groups };
    const cells = Array.from({ length: size }, (_, cell) => values!(shape, field, cell));
    return { axis, first: new Uint32Array(size), values: cells };
  });
  return { axes, numbers, features, sizes: shapes.map((shape) => featureSize(shape, fields)) };
}

/** The name of a column of the core in the table of cells: see `writeColumns`. */
export function axisColumn(column: number): string {
  return `c${column}`;
}

/** The name of the column that holds the values of a number field. */
export function numberColumn(position: number): string {
  return `x${position}`;
}

/** The name of the column that holds the combinations of a cross, by the position of the feature. */
export function crossColumn(position: number): string {
  return `k${position}`;
}

/** Number of places of a table over a column. */
export function placesOf(fields: readonly Field[], column: number): number {
  const field = fields[positionOfColumn(fields, column)]!;
  if (field.type !== 'timestamp') return cellCount(field);
  const part = PART_NAMES[(column - fields.length) % PART_NAMES.length]!;
  return PARTS[part] + (field.missing === undefined ? 0 : 1);
}
