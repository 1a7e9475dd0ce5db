import { PROBLEMS, type ProblemCode } from '../../src/core/contract/problems.ts';
import { PROBLEM_HELP, type ProblemHelp } from '../openapi/problem-help.ts';
import { escapeHtml, htmlPage } from './html-page.ts';
import { PROBLEM_HELP_SPANISH } from './problem-help-spanish.ts';
import { SITE, SITE_LANGUAGES, type SiteLanguage } from './site-words.ts';

/** An example answer for each problem. */
export type ProblemExamples = ReadonlyMap<ProblemCode, object>;

const CODES = Object.keys(PROBLEMS) as ProblemCode[];

/**
 * Pages that say what problems mean and how to fix them, in every language: one per code, to which its `type` links in
 * English, and a list of all.
 */
export function problemPages(examples: ProblemExamples): Map<string, string> {
  const pages = SITE_LANGUAGES.flatMap((language) => {
    const folder = `${SITE[language].root}/problems`.slice(1);
    return [
      [`${folder}.html`, listPage(language)] as const,
      ...CODES.map((code) => [`${folder}/${code}.html`, problemPage(code, examples.get(code), language)] as const),
    ];
  });
  return new Map(pages);
}

function helpOf(code: ProblemCode, language: SiteLanguage): ProblemHelp & { title: string } {
  return language === 'es' ? PROBLEM_HELP_SPANISH[code] : { ...PROBLEM_HELP[code], title: PROBLEMS[code].title };
}

function problemPage(code: ProblemCode, example: object | undefined, language: SiteLanguage): string {
  const { title, meaning, remedy } = helpOf(code, language);
  const words = SITE[language];
  return page(
    language,
    `/problems/${code}`,
    title,
    `<main class="reading" id="${code}">
      <a href="${words.root}/problems">${words.allProblems}</a>
      <h1>${badge(code)} ${escapeHtml(title)}</h1>
      <p><code>/problems/${code}</code></p>
      <h2>${words.meaning}</h2>
      <p>${escapeHtml(meaning)}</p>
      <h2>${words.remedy}</h2>
      <p>${escapeHtml(remedy)}</p>
      ${example ? exampleSection(example, words.example) : ''}
    </main>`,
  );
}

function exampleSection(example: object, heading: string): string {
  return `<h2>${heading}</h2>
      <pre tabindex="0" lang="en">${escapeHtml(JSON.stringify(example, null, 2))}</pre>`;
}

function listPage(language: SiteLanguage): string {
  const words = SITE[language];
  return page(
    language,
    '/problems',
    words.problems,
    `<main class="reading">
      <h1>${words.problems}</h1>
      <p>
        ${words.problemsAre}
      </p>
      <ul class="list">
${CODES.map((code) => item(code, language)).join('\n')}
      </ul>
    </main>`,
  );
}

function item(code: ProblemCode, language: SiteLanguage): string {
  const { title, meaning } = helpOf(code, language);
  return `        <li id="${code}">
          ${badge(code)} <a href="${SITE[language].root}/problems/${code}">${escapeHtml(title)}</a>
          <p>${escapeHtml(meaning)}</p>
        </li>`;
}

function badge(code: ProblemCode): string {
  const { status } = PROBLEMS[code];
  return `<span class="status${status >= 500 ? ' of-service' : ''}">${status}</span>`;
}

function page(language: SiteLanguage, path: string, title: string, main: string): string {
  const { root, reference } = SITE[language];
  return htmlPage({ language, path, title, links: [`<a href="${root}/docs">${reference}</a>`], main });
}
