/** A row of a request, by field. */
export type Row = Record<string, string | number>;
