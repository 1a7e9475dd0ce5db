/** What a step makes of a value: NaN if it is missing, undefined if the step refuses it. */
export type Outcome = number | undefined;

/** A value of a row: null if it is missing. */
export type RowValue = string | number | null;

/** A number that a step looks up for a value of a field. */
export interface Table {
  kind: 'table';
  field: string;
  values: ReadonlyMap<string | number, Outcome>;
  /** Of all other values. */
  unknown: Outcome;
  missing: Outcome;
}

/** A number that a step looks up for the bin of a number: how many of the edges, which ascend, are at most as large. */
export interface Bins {
  kind: 'bins';
  field: string;
  edges: readonly number[];
  values: readonly Outcome[];
  missing: Outcome;
}

/** A field that has only been imputed: a text or a number, as the next step reads it. */
export interface AsItIs {
  kind: 'as-it-is';
  field: string;
  /** What counts in place of a missing value; null if it is still missing, undefined if a step refuses it. */
  missing: RowValue | undefined;
  /** Values that count as another one, such as marks of a missing value. */
  replaced?: ReadonlyMap<string | number, string | number>;
}

/** (value, clipped to low and high, − mean) / scale + shift, which never falls. The shift is what rounding took from the mean. */
export interface Line {
  kind: 'line';
  field: string;
  mean: number;
  scale: number;
  shift: number;
  /** What rounding took from the scale: the exact slope is (1 + slack) / scale. */
  slack: number;
  low: number;
  high: number;
  missing: Outcome;
  /** The same, rounded as the steps do one after another: it decides on which side of an edge a number is. */
  stepByStep(value: number): number;
}

/** `on` where the code of the field is `level`, else `off`. The levels of one encoder share their code. */
export interface Level {
  kind: 'level';
  field: string;
  code: Table | Bins;
  level: number;
  on: number;
  off: number;
}

/** A column of a pipeline, as a function of one field of the row. */
export type Column = AsItIs | Line | Table | Bins | Level;

/** The same look-up, of other numbers. */
export function mapLookup<L extends Table | Bins>(lookup: L, change: (value: number) => Outcome): L {
  const apply = (value: Outcome) => (value === undefined ? undefined : change(value));
  const missing = apply(lookup.missing);
  if (lookup.kind === 'bins') return { ...lookup, values: lookup.values.map(apply), missing };
  const values = new Map([...lookup.values].map(([key, value]) => [key, apply(value)]));
  return { ...lookup, values, unknown: apply(lookup.unknown), missing };
}

/** A column of an encoder as a look-up of its own. */
export function levelLookup({ code, level, on, off }: Level): Table | Bins {
  return mapLookup(code, (value) => (value === level ? on : off));
}
