/** Writes k6's own figures to the file SUMMARY, if it is set. `npm run load` makes the report from them. */
export function handleSummary(data: unknown): Record<string, string> {
  return __ENV.SUMMARY ? { [__ENV.SUMMARY]: JSON.stringify(data) } : {};
}
