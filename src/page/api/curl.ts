import type { Row } from './model.ts';

/** The same request for a POSIX shell that has the key in API_KEY. */
export function curlCommand(url: string, row: Row): string {
  const body = JSON.stringify(row).replaceAll("'", "'\\''");
  return [`curl '${url}'`, `-H 'content-type: application/json'`, `-H "x-api-key: $API_KEY"`, `-d '${body}'`].join(
    ' \\\n  ',
  );
}
