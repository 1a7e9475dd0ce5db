/** Names that SQL can tell apart, which ignores case: a repeated one gets a number, an empty one its position. */
export function columnNames(names: readonly string[]): string[] {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  const seen = new Set<string>();
  return names.map((name, position) => {
    const wanted = name === '' ? `column_${position + 1}` : name;
    let free = wanted;
    for (let k = 1; seen.has(free.toLowerCase()) || (k > 1 && taken.has(free.toLowerCase())); k++)
      free = `${wanted}_${k}`;
    seen.add(free.toLowerCase());
    return free;
  });
}
