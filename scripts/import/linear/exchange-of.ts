import { Failure } from '../../cli/failure.ts';
import { exchangeErrors } from '../../exchange/exchange-errors.ts';
import { type ExchangeModel, exchangeSchema } from '../../exchange/exchange-model.ts';
import { categoryField } from './category-field.ts';
import type { FieldParts } from './field-parts.ts';
import { type FieldSum, fieldSum, type Weighted } from './field-sum.ts';
import { integerField } from './integer-field.ts';
import { numberField } from './number-field.ts';

/** A logistic regression of the columns of a pipeline. */
export interface LinearModel {
  /** The software that made it, with its version. */
  source: string;
  classes: [string, string];
  intercept: number;
  columns: readonly Weighted[];
}

/**
 * A sum of columns, which each depend on one field, in the exchange format; what people should know about it; and the fields
 * that have numbers as texts.
 * @param names the fields in the order of the source; those that no column reads are left out
 * @throws {Failure} for a field that the format cannot express
 */
export function exchangeOf(
  { columns, intercept, ...model }: LinearModel,
  names: readonly string[],
): { model: ExchangeModel; notes: string[]; textual: ReadonlySet<string> } {
  const byField = Map.groupBy(columns, ({ column }) => column.field);
  const parts = names.filter((name) => byField.has(name)).map((name) => fieldParts(name, fieldSum(byField.get(name)!)));
  const unused = names.filter((name) => !byField.has(name));
  const notes = parts.flatMap(({ field, textual }) =>
    textual === undefined
      ? []
      : [`${field.name} has numbers for categories: a request has them as texts, such as ${JSON.stringify(textual)}.`],
  );
  if (unused.length > 0) notes.push(`The pipeline drops ${unused.join(', ')}: the model does not ask for them.`);
  const fields = parts.map(({ field }) => field);
  return {
    model: checked({
      exchange: 1,
      ...model,
      intercept: parts.reduce((sum, { constant = 0 }) => sum + constant, intercept),
      fields,
      terms: parts.flatMap(({ terms }) => terms),
    }),
    notes,
    textual: new Set(parts.flatMap(({ field, textual }) => (textual === undefined ? [] : [field.name]))),
  };
}

function fieldParts(name: string, sum: FieldSum): FieldParts {
  const keys = sum.tables.flatMap(({ values }) => [...values.keys()]);
  if (keys.some((key) => typeof key === 'string')) return categoryField(name, sum);
  const isNumber = keys.length === 0 || sum.lines.length > 0 || sum.bins.length > 0;
  return isNumber ? numberField(name, sum) : integerField(name, sum);
}

function checked(written: unknown): ExchangeModel {
  const { data, error } = exchangeSchema.safeParse(written);
  const errors = data ? exchangeErrors(data) : error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  if (!data || errors.length > 0) throw new Failure(errors.slice(0, 3).join('; '));
  return data;
}
