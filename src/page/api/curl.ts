import type { Row } from './model.ts';

/** The request as a command for a POSIX shell, with the key in the variable API_KEY. */
export function curlCommand(url: string, row: Row): string {
  const body = JSON.stringify(row).replaceAll("'", "'\\''");
  return [`curl '${url}'`, `-H 'content-type: application/json'`, `-H "x-api-key: $API_KEY"`, `-d '${body}'`].join(
    ' \\\n  ',
  );
}
