import { PROBLEMS, type ProblemCode } from '../../src/core/contract/problems.ts';
import { PROBLEM_HELP } from '../openapi/problem-help.ts';
import { escapeHtml, htmlPage } from './html-page.ts';

/** An example answer for each problem. */
export type ProblemExamples = ReadonlyMap<ProblemCode, object>;

/** Pages that say what problems mean and how to fix them: one per code, to which its `type` links, and a list of all. */
export function problemPages(examples: ProblemExamples): Map<string, string> {
  const codes = Object.keys(PROBLEMS) as ProblemCode[];
  const pages = codes.map((code) => [`problems/${code}.html`, problemPage(code, examples.get(code))] as const);
  return new Map([['problems.html', listPage(codes)], ...pages]);
}

function problemPage(code: ProblemCode, example: object | undefined): string {
  const { meaning, remedy } = PROBLEM_HELP[code];
  const { title } = PROBLEMS[code];
  return page(
    title,
    `<main class="reading" id="${code}">
      <a href="/problems">All problems</a>
      <h1>${badge(code)} ${escapeHtml(title)}</h1>
      <p><code>/problems/${code}</code></p>
      <h2>What it means</h2>
      <p>${escapeHtml(meaning)}</p>
      <h2>How to fix it</h2>
      <p>${escapeHtml(remedy)}</p>
      ${example ? exampleSection(example) : ''}
    </main>`,
  );
}

function exampleSection(example: object): string {
  return `<h2>What it looks like</h2>
      <pre tabindex="0">${escapeHtml(JSON.stringify(example, null, 2))}</pre>`;
}

function listPage(codes: readonly ProblemCode[]): string {
  return page(
    'Problems',
    `<main class="reading">
      <h1>Problems</h1>
      <p>
        Every error is answered as <code>application/problem+json</code> (RFC 9457). Its <code>type</code> links to one of
        these pages.
      </p>
      <ul class="list">
${codes.map(item).join('\n')}
      </ul>
    </main>`,
  );
}

function item(code: ProblemCode): string {
  return `        <li id="${code}">
          ${badge(code)} <a href="/problems/${code}">${escapeHtml(PROBLEMS[code].title)}</a>
          <p>${escapeHtml(PROBLEM_HELP[code].meaning)}</p>
        </li>`;
}

function badge(code: ProblemCode): string {
  const { status } = PROBLEMS[code];
  return `<span class="status${status >= 500 ? ' of-service' : ''}">${status}</span>`;
}

function page(title: string, main: string): string {
  return htmlPage({ title, links: ['<a href="/docs">Reference</a>'], main });
}
