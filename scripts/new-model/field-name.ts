/** Names with a meaning in rows.sql, and one that is unsafe as a member of a JSON object. */
const RESERVED = ['target', 'weight', 'split_key', 'split_time', 'cluster', '__proto__'];
const LONGEST = 128;

/** An unused name for a field, close to the wanted one. Adds it to `taken`, in lower case because SQL ignores case. */
export function fieldName(wanted: string, taken: Set<string>): string {
  const short = wanted.slice(0, LONGEST) || 'column';
  let name = RESERVED.includes(short.toLowerCase()) ? `${short}_value` : short;
  for (let k = 2; taken.has(name.toLowerCase()); k++) name = `${short.slice(0, LONGEST - 10)}_${k}`;
  taken.add(name.toLowerCase());
  return name;
}
