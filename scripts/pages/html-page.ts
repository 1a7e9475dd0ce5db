/** The parts that differ from page to page. */
export interface PageParts {
  title: string;
  /** Elements of the head, in the order they load; the stylesheet of the project comes after them. */
  head?: readonly string[];
  /** Links of the header, after the one to the playground. */
  links: readonly string[];
  /** The `<main>` element. */
  main: string;
}

/** The HTML that the reference and the pages of problems share. */
export function htmlPage({ title, head = [], links, main }: PageParts): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>${escapeHtml(title)} · edge-logit</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    ${[...head, '<link rel="stylesheet" href="/docs.css" />'].join('\n    ')}
  </head>
  <body>
    <header class="bar-top">
      <a class="brand" href="/"><img src="/icon.svg" alt="" width="26" height="26" /><span>edge-logit</span></a>
      <nav aria-label="Pages">
        ${['<a href="/" class="optional">Playground</a>', ...links].join('\n        ')}
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
