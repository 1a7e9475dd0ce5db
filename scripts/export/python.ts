import { readFileSync } from 'node:fs';
import { productFile } from '../cli/product.ts';
import type { ExchangeModel, ExchangeTerm } from '../exchange/exchange-model.ts';

/** A model as a module of Python that needs nothing but Python 3.9: `probability(row)`. */
export function toPython({ title, source, classes, intercept, fields, terms }: ExchangeModel): string {
  const named = fields.map(({ name, description: _, ...field }) => `    ${literal(name)}: ${literal(field)},\n`);
  return [
    `"""${docText(title ?? classes[1])} The probability of ${docText(literal(classes[1]))}, by a model of ${docText(source ?? 'unknown origin')}."""`,
    '',
    ...['bisect', 'datetime', 'math', 're', 'zoneinfo'].map((name) => `import ${name}`),
    '',
    `CLASSES = ${literal(classes)}`,
    `INTERCEPT = ${float(intercept)}`,
    `FIELDS = {\n${named.join('')}}`,
    `TERMS = [\n${terms.map((term) => `    ${termText(term)},\n`).join('')}]`,
    readFileSync(productFile('scripts/export/runtime.py'), 'utf8'),
  ].join('\n');
}

function termText(term: ExchangeTerm): string {
  if (term.type === 'linear') return literal(term);
  const rows = term.rows.map((row) => {
    const keys = row.slice(0, -1).map(literal);
    return `(${keys.join(', ')},): ${float(row.at(-1) as number)}`;
  });
  return `{"type": "table", "by": ${literal(term.by)}, "rows": {${rows.join(', ')}}}`;
}

/** A value as Python writes it. Texts are JSON, which Python reads alike, with surrogates and line ends escaped. */
function literal(value: unknown): string {
  if (value === null) return 'None';
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < 2 ** 53 ? String(value) : float(value);
  if (typeof value === 'string') return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, escaped);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  const members = Object.entries(value as object).filter(([, member]) => member !== undefined);
  return `{${members.map(([name, member]) => `${literal(name)}: ${literal(member)}`).join(', ')}}`;
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A number that Python reads as a float. */
function float(value: number): string {
  return Number.isInteger(value) && !/e/.test(String(value))
    ? `${Object.is(value, -0) ? '-0' : value}.0`
    : String(value);
}

/** A text inside a docstring. */
function docText(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replaceAll('"""', '\\"\\"\\"')
    .replace(/[\r\n]+/g, ' ');
}
