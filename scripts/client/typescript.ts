import { readFileSync } from 'node:fs';
import { productFile } from '../cli/product.ts';
import type { DescribedField, DescribedModel } from './described-models.ts';
import { fieldText, isClosed, pascalCase } from './names.ts';

/** A TypeScript module: a type for the rows of each model, and the client. */
export function typescriptClient(models: readonly DescribedModel[], header: readonly string[]): string {
  const runtime = readFileSync(productFile('scripts/client/runtime.ts'), 'utf8');
  const types = [
    ...models.map(rowType),
    'export interface Models {',
    ...models.map(({ model, variants }) => {
      const names = variants.map(({ variant }) => quoted(variant)).join(' | ');
      return `  ${quoted(model)}: { row: ${pascalCase(model)}Row; variant: ${names} };`;
    }),
    '}',
  ].join('\n');
  const top = header.map((line) => `// ${line}\n`).join('');
  return top + runtime.replace(/\/\/ <models>.*\/\/ <\/models>/s, () => types);
}

function rowType({ model, title, classes, fields, variants }: DescribedModel): string {
  const digests = variants.map(({ variant, digest }) => ` * ${variant}: ${digest}\n`).join('');
  const members = fields.map((field) => {
    const text = fieldText(field);
    const optional = field.missing === 'own' ? '?' : '';
    const gap = field.missing === 'own' ? ' | null' : '';
    return `${text && `  /** ${safe(text)} */\n`}  ${quoted(field.name)}${optional}: ${valueType(field)}${gap};\n`;
  });
  return `/**\n * ${safe(title)} The probability is that of ${quoted(safe(classes[1]))}.\n${digests} */\nexport interface ${pascalCase(model)}Row {\n${members.join('')}}\n`;
}

function valueType(field: DescribedField): string {
  if (field.type === 'integer' || field.type === 'number') return 'number';
  return isClosed(field) ? field.vocabulary!.map(quoted).join(' | ') : 'string';
}

/** A text as it may stand in a comment. */
function safe(text: string): string {
  return text.replaceAll('*/', '* /').replaceAll(/\s+/g, ' ');
}

function quoted(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
