import { PROBLEMS, type ProblemCode } from '../../src/core/problems.ts';
import { PROBLEM_HELP } from '../openapi/problem-help.ts';

/** Pages that say what problems mean and how to mend them: one per code, as its `type` leads to, and one of all. */
export function problemPages(): Map<string, string> {
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  const pages = codes.map((code) => [`problems/${code}.html`, page(PROBLEMS[code].title, [code])] as const);
  return new Map([['problems.html', page('Problems', codes)], ...pages]);
}

function page(title: string, codes: readonly ProblemCode[]): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${escapeHtml(title)}</title>
    <link rel="icon" href="/icon.svg" />
    <link rel="stylesheet" href="/docs.css" />
  </head>
  <body>
    <nav><a href="/docs">API reference</a> · <a href="/problems">All problems</a></nav>
    <main class="problems">
      <h1>${escapeHtml(title)}</h1>
${codes.map(section).join('\n')}
    </main>
  </body>
</html>
`;
}

function section(code: ProblemCode): string {
  const { status, title } = PROBLEMS[code];
  const { meaning, remedy } = PROBLEM_HELP[code];
  return `      <section id="${code}">
        <h2>${status} ${escapeHtml(title)}</h2>
        <p><code>/problems/${code}</code></p>
        <p>${escapeHtml(meaning)}</p>
        <p>${escapeHtml(remedy)}</p>
      </section>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
