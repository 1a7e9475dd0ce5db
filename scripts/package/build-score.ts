import { build, type Plugin } from 'esbuild';
import { productModule } from '../cli/product.ts';

/**
 * The module `edge-logit/score`: one file without dependencies, for browsers too. The schemas of the model file are left
 * out, because a file from training needs no second check; they are made on first use, which never comes.
 */
export async function buildScore(outfile: string): Promise<void> {
  await build({
    entryPoints: [productModule('src/score')],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
    plugins: [withoutSchemas],
  });
}

const withoutSchemas: Plugin = {
  name: 'without-schemas',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^zod\/mini$/ }, ({ path }) => ({ path, namespace: 'schemas', sideEffects: false }));
    onLoad({ filter: /./, namespace: 'schemas' }, () => ({ contents: 'export {};', loader: 'js' }));
  },
};
