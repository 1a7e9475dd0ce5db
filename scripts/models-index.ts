/** The source of models/index.ts: one static import per artifact, in the order given. */
export function renderModelsIndex(files: readonly { model: string; variant: string }[]): string {
  const imports = files.map((file) => {
    return `import ${identifier(file)} from './${file.model}/${file.variant}.json' with { type: 'json' };\n`;
  });
  const items = files.map((file) => `  ${identifier(file)},\n`);
  return [
    '// Written by `npm run bundle` from the artifacts beside it.\n',
    '// biome-ignore-all format: generated\n',
    '// biome-ignore-all assist/source/organizeImports: generated\n',
    ...imports,
    '\nexport const artifacts: readonly unknown[] = [\n',
    ...items,
    '];\n',
  ].join('');
}

/** `us-delay/one-hot` as `us_delay$one_hot`: no two artifacts share one, since names have neither `_` nor `$`. */
function identifier({ model, variant }: { model: string; variant: string }): string {
  const name = `${model}$${variant}`.replaceAll('-', '_');
  return /^\d/.test(name) ? `_${name}` : name;
}
