import type { Field } from '../../../../src/core/artifact.ts';

export function integer(name: string, minimum: number, maximum: number): Field {
  return { name, type: 'integer', description: '', minimum, maximum };
}

export function category(name: string, vocabulary: string[]): Field {
  return { name, type: 'category', description: '', vocabulary, unknown: 'reject', match: 'folded' };
}

/** The seven weekdays in Spanish, without accents, in alphabetical order. */
export const WEEKDAYS = ['Domingo', 'Jueves', 'Lunes', 'Martes', 'Miercoles', 'Sabado', 'Viernes'];
