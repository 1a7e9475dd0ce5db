/** Writes k6's own figures to the file SUMMARY, where there is one; `npm run load` makes the report of them. */
export function handleSummary(data: unknown): Record<string, string> {
  return __ENV.SUMMARY ? { [__ENV.SUMMARY]: JSON.stringify(data) } : {};
}
