import { readFileSync } from 'node:fs';
import { productFile } from '../cli/product.ts';
import type { DescribedField, DescribedModel } from './described-models.ts';
import { fieldText, isClosed, pascalCase } from './names.ts';

const IMPORTS = [
  'from __future__ import annotations\n',
  'import json',
  'import time',
  'from collections.abc import Iterable, Iterator, Mapping, Sequence',
  'from dataclasses import dataclass',
  'from http.client import HTTPResponse',
  'from itertools import islice',
  'from typing import Any, Literal, NotRequired, TypedDict',
  'from urllib.error import HTTPError, URLError',
  'from urllib.request import Request, urlopen',
].join('\n');

/** A Python module of the standard library: a type for the rows of each model, and the client. Needs Python 3.11. */
export function pythonClient(models: readonly DescribedModel[], header: readonly string[]): string {
  const runtime = readFileSync(productFile('scripts/client/runtime.py'), 'utf8');
  const methods = models.map(methodsOf).join('\n');
  return [
    `${header.map((line) => `# ${line}\n`).join('')}${IMPORTS}\n`,
    ...models.map(rowType),
    runtime.replace(/ {4}# <methods>\n {4}# <\/methods>\n/, () => methods),
  ].join('\n\n');
}

/** Names of fields may be no names of Python, so the type is made by a call. Comments say what the fields take. */
function rowType({ model, title, classes, fields, variants }: DescribedModel): string {
  const members = fields.map((field) => {
    const text = fieldText(field);
    return `${text && `        # ${oneLine(text)}\n`}        ${quoted(field.name)}: ${memberType(field)},\n`;
  });
  const digests = variants.map(({ variant, digest }) => `# ${variant}: ${digest}\n`).join('');
  const name = `${pascalCase(model)}Row`;
  return `# ${oneLine(title)} The probability is that of ${quoted(classes[1])}.\n${digests}${name} = TypedDict(\n    ${quoted(name)},\n    {\n${members.join('')}    },\n)\n`;
}

function memberType(field: DescribedField): string {
  const type = valueType(field);
  return field.missing === 'own' ? `NotRequired[${type} | None]` : type;
}

function valueType(field: DescribedField): string {
  if (field.type === 'integer') return 'int';
  if (field.type === 'number') return 'float';
  return isClosed(field) ? `Literal[${field.vocabulary!.map(quoted).join(', ')}]` : 'str';
}

function methodsOf({ model, title, variants }: DescribedModel): string {
  const name = model.replaceAll('-', '_');
  const row = `${pascalCase(model)}Row`;
  const names = variants.map(({ variant }) => quoted(variant)).join(', ');
  const variant = `variant: Literal[${names}] | None = None`;
  return [
    `    def predict_${name}(self, row: ${row}, ${variant}) -> Answer:`,
    `        """${docstring(title)}"""`,
    `        return self._predict(${quoted(model)}, row, variant)\n`,
    `    def predict_all_${name}(self, rows: Sequence[${row}], ${variant}, batch: int = 500) -> list[float]:`,
    '        """The probability for each row, in batches; a problem if any row is refused."""',
    `        return self._predict_all(${quoted(model)}, rows, variant, batch)\n`,
    `    def predict_stream_${name}(self, rows: Iterable[${row}], ${variant}) -> Iterator[float | Problem]:`,
    '        """The probability for each row in turn, or the problem of a row that is refused. Any number of rows."""',
    `        return self._predict_stream(${quoted(model)}, rows, variant)\n`,
  ].join('\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function docstring(text: string): string {
  return oneLine(text).replaceAll('\\', '\\\\').replaceAll('"', "'");
}

/** JSON's escapes are Python's, except for those of other planes, which JSON leaves as they are. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
