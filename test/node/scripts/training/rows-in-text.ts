import type { Field } from '../../../../src/core/artifact.ts';
import { compileEncoder } from '../../../../src/core/encode.ts';

type Value = string | number;

/**
 * Prepares to find the rows of a model that a text shows: as an object in any notation, as tensors of the Open Inference
 * Protocol, or as a line of a table. Values that the fields do not take are no row.
 */
export function compileRowScan(fields: readonly Field[]): (text: string) => Value[][] {
  const encoder = compileEncoder(fields);
  const cells = encoder.fields.map((field, f) => {
    const isCategory = fields[f]!.type === 'category';
    const known = new Map<Value, number>();
    return (value: Value) => {
      const cell = known.get(value) ?? field.cell(isCategory ? value : Number(value));
      known.set(value, cell);
      return cell;
    };
  });

  return (text) => {
    const plain = text.replaceAll('\\"', '"').replaceAll('&quot;', '"');
    const found = [...inObjects(plain, fields), ...inTensors(plain, fields), ...inLines(plain, fields)];
    const rows = new Map<string, Value[]>();
    for (const row of found) {
      const encoded = row.map((value, f) => cells[f]!(value));
      if (encoded.some((cell) => Number.isNaN(cell) || cell < 0)) continue;
      rows.set(
        encoded.join(),
        row.map((_, f) => shown(fields[f]!, encoded[f]!)),
      );
    }
    return [...rows.values()];
  };
}

function shown(field: Field, cell: number): Value {
  if (field.type === 'category') return field.vocabulary[cell]!;
  return field.type === 'integer' ? cell + field.minimum : cell;
}

function inObjects(text: string, fields: readonly Field[]): Value[][] {
  const patterns = fields.map(
    ({ name }) => new RegExp(`["']?\\b${name}\\b["']?\\s*[:=]\\s*("([^"]*)"|'([^']*)'|(-?[\\d.]+))`),
  );
  return [...text.matchAll(/\{[^{}]*\}/g)].flatMap(([object]) => {
    const row = patterns.map((pattern) => {
      const found = pattern.exec(object);
      return found ? (found[2] ?? found[3] ?? found[4]) : undefined;
    });
    return row.every((value) => value !== undefined) ? [row] : [];
  });
}

function inTensors(text: string, fields: readonly Field[]): Value[][] {
  const columns = fields.map(({ name }) =>
    [
      ...text.matchAll(
        new RegExp(`\\{[^{}]*"name"\\s*:\\s*"${name}"[^{}]*"data"\\s*:\\s*(\\[[^{}]*?\\])\\s*[,}]`, 'g'),
      ),
    ].map(([, data]) => (JSON.parse(data!) as Value[]).flat()),
  );
  const [first] = columns;
  return first!.flatMap((values, k) => values.map((_, r) => columns.map((column) => column[k]![r]!)));
}

function inLines(text: string, fields: readonly Field[]): Value[][] {
  return text.split('\n').flatMap((line) => {
    const parts = line.split(/[,;|\t]/).map((part) => part.trim().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''));
    const windows = parts.slice(0, Math.max(0, parts.length - fields.length + 1));
    return windows
      .map((_, start) => parts.slice(start, start + fields.length))
      .filter((row) => row.every((value) => value !== ''));
  });
}
