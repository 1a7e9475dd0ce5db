/** Makes a value when it is first asked for, and keeps it. Schemas take longer to build than all else at a start. */
export function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
