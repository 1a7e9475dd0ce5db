import { expect, test } from 'vitest';
import { dbtModel, REFERENCE } from '../../../../scripts/sql/dbt.ts';

test('Jinja of names and categories stays as it is, and the table is a ref', () => {
  const sql = `SELECT '{{ a }}', '{% b %}', '{# c #}', '{{{', '}}' FROM ${REFERENCE} AS t`;
  const model = dbtModel(sql, "o'clock\\");
  expect(model).toContain(" FROM {{ ref('o\\'clock\\\\') }} AS t");
  const rendered = model.replace(/\{\{ ref\(.*?\) \}\}/, REFERENCE).replaceAll("{{ '{' }}", '\uE001');
  expect(rendered).not.toMatch(/\{[{%#]/);
  expect(rendered.replaceAll('\uE001', '{')).toBe(sql);
});
