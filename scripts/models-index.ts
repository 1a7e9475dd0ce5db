/**
 * The source of models/index.ts: one static import per artifact, in the order given. Artifacts come as text, by the
 * rules of wrangler.toml, to be parsed when first asked for: a literal of 20,000 coefficients would be evaluated at
 * every start.
 */
export function renderModelsIndex(files: readonly { model: string; variant: string }[]): string {
  const imports = files.map((file) => {
    return `import ${identifier(file)} from './${file.model}/${file.variant}.json?raw';\n`;
  });
  const items = files.map((file) => {
    return `  { model: '${file.model}', variant: '${file.variant}', json: ${identifier(file)} },\n`;
  });
  return [
    '// Written by `npm run bundle` from the artifacts beside it.\n',
    '// biome-ignore-all format: generated\n',
    '// biome-ignore-all assist/source/organizeImports: generated\n',
    ...imports,
    '\nexport const artifacts: readonly { model: string; variant: string; json: string }[] = [\n',
    ...items,
    '];\n',
  ].join('');
}

/** `us-delay/one-hot` as `us_delay$one_hot`: no two artifacts share one, since names have neither `_` nor `$`. */
function identifier({ model, variant }: { model: string; variant: string }): string {
  const name = `${model}$${variant}`.replaceAll('-', '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
