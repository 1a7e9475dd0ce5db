import { createHash } from 'node:crypto';
import { build } from 'esbuild';
import type { PageBundle } from '../../src/offline/page-bundle.ts';
import { productFile, productModule } from '../cli/product.ts';
import { escapeHtml } from '../pages/html-page.ts';
import { playgroundFiles } from '../pages/playground-files.ts';

/** What is not part of a page that answers itself: requests from elsewhere, keys, and links to the service. */
const HIDDEN = '#reference,#key-field,#curl-section{display:none!important}';
const CAPTION = '.caption{margin-top:1.5rem;font-size:.8125rem}';

/** The playground of a model as one HTML file that holds the model and the service, and works from a disk. */
export async function offlinePage(bundle: PageBundle, caption: string): Promise<string> {
  const files = await playgroundFiles();
  const text = (name: string) => Buffer.from(files.get(name)!).toString('utf8');
  const script = (await pageScript()).replaceAll('</script', '<\\/script');
  const icon = `data:image/svg+xml;base64,${Buffer.from(files.get('icon.svg')!).toString('base64')}`;
  const html = text('index.html')
    .replaceAll('/icon.svg', icon)
    .replace(/<link rel="modulepreload"[^>]*>/, '')
    .replace(/<script type="module"[^>]*><\/script>/, '')
    .replace('</style>', () => `${HIDDEN}${CAPTION}</style>`)
    .replace('</main>', () => `<p class="caption">${escapeHtml(caption)}</p></main>`);
  const style = /<style>(.*?)<\/style>/s.exec(html)![1]!;
  const policy = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const data = JSON.stringify(bundle).replaceAll('<', '\\u003c');
  return html
    .replace(
      '<meta charset="utf-8" />',
      (meta) => `${meta}<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    )
    .replace(
      '</body>',
      () =>
        `<script type="application/json" id="bundle">${data}</script><script type="module">${script}</script></body>`,
    );
}

/** The playground, whose requests are answered in the page. */
async function pageScript(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { answerInPage } from ${JSON.stringify(productModule('src/offline/answer-in-page'))};
        const bundle = JSON.parse(document.getElementById('bundle').textContent);
        globalThis.fetch = answerInPage(bundle);
        history.replaceState(null, '', location.search + '#key=' + bundle.key);
        await import(${JSON.stringify(productModule('src/page/playground'))});`,
      resolveDir: productFile('.'),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'esnext',
    write: false,
  });
  return outputFiles[0]!.text;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
