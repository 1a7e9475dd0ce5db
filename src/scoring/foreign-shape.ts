/*
 * Bodies as other services take them: `dataframe_split` and `dataframe_records` of MLflow, `inputs` as rows, columns or
 * tensors, `{"rows": […]}`, a bare array. They are refused, but the answer shows the caller's own first row as it is sent
 * here.
 */

const MEMBERS = ['dataframe_split', 'dataframe_records', 'inputs', 'rows', 'records', 'data', 'calls'];
const LONGEST_SHOWN = 400;

/**
 * What to send instead of a body in the shape of another service; undefined for any other body.
 * @param fields the names of the fields of the model, in order
 */
export function foreignShape(body: unknown, fields: readonly string[]): { member: string; detail: string } | undefined {
  const member = isObject(body)
    ? MEMBERS.find((name) => Object.hasOwn(body, name) && !fields.includes(name))
    : Array.isArray(body) && '';
  if (typeof member !== 'string') return undefined;
  const row = firstRow(member === '' ? body : Reflect.get(body as object, member), fields);
  const shown = row === undefined ? '{…}' : JSON.stringify(row);
  const batch = `{"instances":[${shown.length <= LONGEST_SHOWN ? shown : '{…}'}]}`;
  return { member, detail: `this is not how rows are sent here: send a row as an object, or a batch as ${batch}` };
}

function firstRow(rows: unknown, fields: readonly string[]): object | undefined {
  if (Array.isArray(rows)) {
    const [first] = rows;
    if (Array.isArray(first)) return zip(fields, first);
    if (!isObject(first)) return undefined;
    return 'name' in first && 'data' in first
      ? zip(
          rows.map(({ name }) => name),
          rows.map(({ data }) => at0(data)),
        )
      : first;
  }
  if (!isObject(rows)) return undefined;
  const { columns, data } = rows as { columns?: unknown; data?: unknown };
  if (Array.isArray(columns) && Array.isArray(data) && Array.isArray(data[0])) return zip(columns, data[0]);
  return Object.fromEntries(Object.entries(rows).map(([name, values]) => [name, at0(values)]));
}

function zip(names: readonly unknown[], values: readonly unknown[]): object {
  return Object.fromEntries(values.slice(0, names.length).map((value, k) => [String(names[k]), value]));
}

/** The first of nested values; the value itself if it is a single one. */
function at0(values: unknown): unknown {
  return Array.isArray(values) ? at0(values[0]) : values;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
