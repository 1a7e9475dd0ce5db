import { SITE, SITE_LANGUAGES, type SiteLanguage } from './site-words.ts';

/** The parts that differ from page to page. */
export interface PageParts {
  language: SiteLanguage;
  /** The path of the page without that of its language, if it exists in every language. */
  path?: string;
  title: string;
  /** Elements of the head, in the order they load; the stylesheet of the project comes after them. */
  head?: readonly string[];
  /** Links of the header, after the one to the playground. */
  links: readonly string[];
  /** The `<main>` element. */
  main: string;
}

/** The HTML that the reference and the pages of problems share. Each links to itself in the other languages. */
export function htmlPage({ language, path, title, head = [], links, main }: PageParts): string {
  const { pages, playground } = SITE[language];
  const languages = path === undefined ? [] : SITE_LANGUAGES;
  const alternates = languages.map(
    (other) => `<link rel="alternate" hreflang="${other}" href="${SITE[other].root}${path}" />`,
  );
  const others = languages
    .filter((other) => other !== language)
    .map((other) => `<a href="${SITE[other].root}${path}" hreflang="${other}" lang="${other}">${SITE[other].name}</a>`);
  return `<!doctype html>
<html lang="${language}">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escapeHtml(title)} · edge-logit</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    ${[...alternates, ...head, '<link rel="stylesheet" href="/docs.css" />'].join('\n    ')}
  </head>
  <body>
    <header class="bar-top">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="26" height="26" /><span>edge-logit</span></a>
      <nav aria-label="${pages}">
        ${[`<a href="/" class="optional">${playground}</a>`, ...links, ...others].join('\n        ')}
      </nav>
    </header>
    ${main}
  </body>
</html>
`;
}

/** Escapes text for HTML elements and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
