/** Makes a value at the first call and keeps it. Building schemas would take most of the time of a cold start. */
export function lazily<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
