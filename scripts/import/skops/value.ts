import type { NumpyArray } from './npy.ts';

/** An object of Python: its class as `module.Class`, and the members of its state. Nothing of it is constructed. */
export interface PythonObject {
  className: string;
  /** @returns undefined if there is no such member */
  member(name: string): Value | undefined;
}

/** A value of Python, as a .skops file describes it. */
export type Value = null | boolean | number | string | Value[] | NumpyArray | PythonObject;

export function isObject(value: Value | undefined): value is PythonObject {
  return typeof value === 'object' && value !== null && 'className' in value;
}

export function isArray(value: Value | undefined): value is NumpyArray {
  return typeof value === 'object' && value !== null && 'shape' in value;
}

/** A value in a few words, for errors: `"abc"`, `[1, 2 …]`, `sklearn.pipeline.Pipeline`. */
export function showValue(value: Value | undefined): string {
  if (value === undefined) return 'absent';
  if (isObject(value)) return value.className.slice(0, 80);
  if (isArray(value)) return `an array of shape (${value.shape.join(', ')})`;
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : String(value);
}
