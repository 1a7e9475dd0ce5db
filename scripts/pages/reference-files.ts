import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PROBLEMS, type ProblemCode } from '../../src/core/contract/problems.ts';
import { productFile } from '../cli/product.ts';
import type { openApiDocument } from '../openapi/document.ts';
import { htmlPage } from './html-page.ts';
import { type ProblemExamples, problemPages } from './problem-pages.ts';
import { SITE, SITE_LANGUAGES, type SiteLanguage } from './site-words.ts';

/** The files of the viewer that `/docs` loads. */
const VIEWER = ['swagger-ui-bundle.js', 'swagger-ui.css'];

function referencePage(language: SiteLanguage): string {
  const { root, problems, referenceTitle, needsScript } = SITE[language];
  return htmlPage({
    language,
    path: '/docs',
    title: referenceTitle,
    head: [
      '<link rel="stylesheet" href="/docs/swagger-ui.css" />',
      '<script src="/docs/swagger-ui-bundle.js" defer></script>',
      '<script src="/docs/docs.js" defer></script>',
    ],
    links: [`<a href="${root}/problems">${problems}</a>`, '<a href="/openapi.json" class="optional">openapi.json</a>'],
    main: `<main id="docs" lang="en"><noscript lang="${language}">${needsScript}</noscript></main>`,
  });
}

/** For browsers at a wrong address, whose language nobody knows. */
const NOT_FOUND_PAGE = htmlPage({
  language: 'en',
  title: '404',
  head: ['<meta name="robots" content="noindex" />'],
  links: ['<a href="/docs">Reference</a>'],
  main: `<main class="reading">
      <h1><span class="status">404</span> There is nothing at this address</h1>
      <p>Try the <a href="/">playground</a>, or the <a href="/docs">reference</a> of the API.</p>
      <p lang="es">No hay nada en esta dirección. Prueba el <a href="/">simulador</a> o la <a href="/es/docs">referencia</a> de la API.</p>
    </main>`,
});

/**
 * The files of the reference, by path: the viewer of the OpenAPI document at `/docs`, and a page per problem.
 * @param document source of the examples; without it the pages have none
 */
export async function referenceFiles(document: OpenApiDocument | undefined): Promise<Map<string, Uint8Array>> {
  const viewer = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  const texts = new Map([
    ...SITE_LANGUAGES.map(
      (language) => [`${SITE[language].root}/docs.html`.slice(1), referencePage(language)] as const,
    ),
    ['not-found.html', NOT_FOUND_PAGE],
    ...problemPages(document ? problemExamples(document) : new Map()),
  ]);
  const encoder = new TextEncoder();
  const files = new Map<string, Uint8Array>([...texts].map(([path, text]) => [path, encoder.encode(text)]));
  for (const name of VIEWER) files.set(`docs/${name}`, await readFile(join(viewer, name)));
  files.set('docs/docs.js', await readFile(productFile('src/page/docs.js')));
  return files;
}

type OpenApiDocument = ReturnType<typeof openApiDocument>;

/** The first example of every problem in the document. */
function problemExamples({ paths, components }: OpenApiDocument): ProblemExamples {
  const operations = Object.values<Record<string, { responses?: Record<string, Response> }>>(paths).flatMap(
    Object.values,
  );
  const responses = operations.flatMap(({ responses = {} }) => Object.values<Response>(responses));
  const found = [...responses, ...Object.values<Response>(components.responses)].flatMap(({ content }) =>
    Object.entries(content['application/problem+json']?.examples ?? {}),
  );
  const examples = new Map<ProblemCode, object>();
  for (const [code, { value }] of found) if (isProblem(code) && !examples.has(code)) examples.set(code, value);
  return examples;
}

interface Response {
  content: Record<string, { examples?: Record<string, { value: object }> }>;
}

function isProblem(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEMS, code);
}
