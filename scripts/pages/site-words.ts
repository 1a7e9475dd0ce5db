/** Languages of the reference and the pages of problems: where their pages are, and their words. */
export const SITE = {
  en: {
    root: '',
    name: 'English',
    pages: 'Pages',
    playground: 'Playground',
    reference: 'Reference',
    referenceTitle: 'API reference',
    needsScript: 'This reference needs JavaScript. It shows openapi.json.',
    problems: 'Problems',
    problemsAre:
      'Every error is answered as <code>application/problem+json</code> (RFC 9457). Its <code>type</code> links to one of these pages.',
    allProblems: 'All problems',
    meaning: 'What it means',
    remedy: 'How to fix it',
    example: 'What it looks like',
  },
  es: {
    root: '/es',
    name: 'Español',
    pages: 'Páginas',
    playground: 'Simulador',
    reference: 'Referencia',
    referenceTitle: 'Referencia de la API',
    needsScript: 'Esta referencia necesita JavaScript. Muestra openapi.json, que está en inglés.',
    problems: 'Errores',
    problemsAre:
      'Cada error se responde como <code>application/problem+json</code> (RFC 9457), en inglés. Su <code>type</code> enlaza con la versión inglesa de una de estas páginas.',
    allProblems: 'Todos los errores',
    meaning: 'Qué significa',
    remedy: 'Cómo arreglarlo',
    example: 'Cómo se ve',
  },
} as const;

export type SiteLanguage = keyof typeof SITE;
export const SITE_LANGUAGES = Object.keys(SITE) as SiteLanguage[];
