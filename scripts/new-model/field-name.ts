/** Names that rows.sql needs for itself, or that no JSON object can safely carry. */
const RESERVED = ['target', 'weight', 'split_key', 'split_time', '__proto__'];
const LONGEST = 128;

/**
 * A name for a field: that of the column as far as it can be one. SQL ignores case in names, so `taken` holds them in
 * lower case; the name is added to it.
 */
export function fieldName(wanted: string, taken: Set<string>): string {
  const short = wanted.slice(0, LONGEST) || 'column';
  let name = RESERVED.includes(short.toLowerCase()) ? `${short}_value` : short;
  for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${short.slice(0, LONGEST - 10)}_${k}`;
  taken.add(name.toLowerCase());
  return name;
}
