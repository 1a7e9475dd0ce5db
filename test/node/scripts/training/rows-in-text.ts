import type { Field } from '../../../../src/core/artifact.ts';
import { cellValue } from '../../../../src/core/decode.ts';
import { compileEncoder } from '../../../../src/core/encode.ts';

export type Value = string | number | null;

/**
 * Prepares to find the rows of a model that a text shows: as an object in any notation, as tensors of the Open Inference
 * Protocol, or as a line of a table. Values that the fields do not take are no row.
 */
export function compileRowScan(fields: readonly Field[]): (text: string) => Value[][] {
  const encoder = compileEncoder(fields);
  const cells = encoder.fields.map((field, f) => {
    const known = new Map<Value, number>();
    return (value: Value) => {
      const cell = known.get(value) ?? field.cell(sent(fields[f]!, value));
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
      if (encoded.some(Number.isNaN)) continue;
      rows.set(
        encoded.join(),
        row.map((_, f) => cellValue(fields[f]!, encoded[f]!)),
      );
    }
    return [...rows.values()];
  };
}

function sent(field: Field, value: Value): Value {
  return value !== null && (field.type === 'integer' || field.type === 'number') ? Number(value) : value;
}

function inObjects(text: string, fields: readonly Field[]): Value[][] {
  const patterns = fields.map(
    ({ name }) => new RegExp(`["']?\\b${name}\\b["']?\\s*[:=]\\s*("([^"]*)"|'([^']*)'|(-?[\\d.]+)|null)`),
  );
  return [...text.matchAll(/\{[^{}]*\}/g)].flatMap(([object]) => {
    const row = patterns.map((pattern) => {
      const found = pattern.exec(object);
      return found ? (found[2] ?? found[3] ?? found[4] ?? null) : undefined;
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
