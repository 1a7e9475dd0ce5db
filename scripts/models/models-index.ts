import { drawsName } from './artifacts.ts';

/**
 * The source of models/index.ts: one static import per artifact, in the given order. By the rules of wrangler.toml an
 * artifact is imported as text and parsed on first use, because a literal of 20,000 coefficients would be evaluated at
 * every start. Draws are imported on first use.
 */
export function renderModelsIndex(
  files: readonly { model: string; variant: string; draws?: Uint8Array | undefined }[],
): string {
  const imports = files.map((file) => {
    return `import ${identifier(file)} from './${file.model}/${file.variant}.json?raw';\n`;
  });
  const items = files.map((file) => {
    const draws = file.draws ? `, draws: () => import('./${file.model}/${drawsName(file.variant)}')` : '';
    return `  { model: '${file.model}', variant: '${file.variant}', json: ${identifier(file)}${draws} },\n`;
  });
  return [
    '// Written by `npm run bundle` from the artifacts next to it.\n',
    '// biome-ignore-all format: generated\n',
    '// biome-ignore-all assist/source/organizeImports: generated\n',
    ...imports,
    '\nexport const artifacts: readonly {\n',
    '  model: string;\n  variant: string;\n  json: string;\n',
    '  draws?: () => Promise<{ default: ArrayBuffer }>;\n',
    '}[] = [\n',
    ...items,
    '];\n',
  ].join('');
}

/** `us-delay/one-hot` as `us_delay$one_hot`; unique, because names of models and variants have neither `_` nor `$`. */
function identifier({ model, variant }: { model: string; variant: string }): string {
  const name = `${model}$${variant}`.replaceAll('-', '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
