import * as z from 'zod';
import { Failure } from '../../cli/failure.ts';
import { parseJson } from '../../cli/read-json.ts';
import type { ExchangeModel } from '../../exchange/exchange-model.ts';
import type { Row } from '../../exchange/plain-logit.ts';
import type { Imported, SourceKind } from '../imported.ts';
import { firstBytes, readSource } from '../source-file.ts';

const INTERCEPT = '__INTERCEPT__';
/** The category of NULL, in rows where it is a text. */
const NULL_CATEGORY = '_null_filler';
/** A column of times becomes several, whose names begin so. */
const PART_OF_TIMESTAMP = /^_TS_[A-Z]+_/;

/** bq prints 64-bit and floating-point numbers as texts. */
const number = z
  .union([z.number(), z.string().regex(/^-?\d+(\.\d+)?(e[-+]?\d+)?$/i, 'expected a number')], 'expected a number')
  .transform(Number)
  .refine(Number.isFinite, 'expected a finite number');

const weightsSchema = z
  .array(
    z.object({
      class_label: z.unknown().optional(),
      processed_input: z.string(),
      weight: number.nullish(),
      category_weights: z.array(z.object({ category: z.string().nullish(), weight: number })).nullish(),
      /** From ML.FEATURE_INFO, if the query joins it: what NULL counts as. */
      mean: number.nullish(),
    }),
  )
  .min(1);

type Weights = z.infer<typeof weightsSchema>;

/** What `bq query --format=json 'SELECT * FROM ML.WEIGHTS(MODEL m)'` prints for a logistic regression of two classes. */
export const bigQuery: SourceKind = {
  name: 'BigQuery ML.WEIGHTS as JSON',
  recognises: (path) => /^\uFEFF?\s*\[\s*\{[^[\]]*"processed_input"\s*:/.test(firstBytes(path, 4000).toString()),
  read: async (path) => readWeights(readSource(path).toString(), path),
};

/** Reads weights on the raw scale. @throws {Failure} naming the input that cannot be represented */
export function readWeights(text: string, label: string): Imported {
  const weights = parseJson(text, label, weightsSchema);
  requireOneModel(weights, label);
  const intercept = weights.find(({ processed_input }) => processed_input === INTERCEPT)?.weight;
  if (intercept === undefined || intercept === null) throw new Failure(`${label} has no row ${INTERCEPT}`);
  const inputs = weights.filter(({ processed_input }) => processed_input !== INTERCEPT);
  const parts = inputs.map((input) => inputParts(input, label));
  return {
    model: {
      exchange: 1,
      source: 'BigQuery ML',
      classes: ['0', '1'],
      intercept,
      fields: parts.map(({ field }) => field),
      terms: parts.map(({ term }) => term),
    },
    probability: (row) => 1 / (1 + Math.exp(-inputs.reduce((sum, input) => sum + addedBy(input, row), intercept))),
    notes: ['ML.WEIGHTS does not name the classes: compare an answer with ML.PREDICT, and name them with --classes.'],
  };
}

function requireOneModel(weights: Weights, label: string): void {
  const names = weights.map(({ processed_input }) => processed_input);
  const twice = names.find((name, k) => names.indexOf(name) !== k);
  const isSeveral = weights.some(({ class_label }) => class_label !== undefined && class_label !== null);
  if (isSeveral) throw new Failure(`${label} has class_label: only models of two classes can be imported`);
  if (twice !== undefined)
    throw new Failure(`${label} has ${twice} twice: of a tuned model, select the rows of one trial_id`);
  const part = names.find((name) => PART_OF_TIMESTAMP.test(name));
  if (part !== undefined)
    throw new Failure(`${label} has ${part}: a TIMESTAMP cannot be imported; train with its parts as columns`);
}

type Input = Weights[number];

function isNullCategory(category: string | null | undefined): boolean {
  return category === null || category === undefined || category === NULL_CATEGORY;
}

function inputParts({ processed_input: name, weight, category_weights, mean }: Input, label: string) {
  const categories = category_weights ?? [];
  if (weight !== null && weight !== undefined) {
    if (categories.length > 0) throw new Failure(`${label}: ${name} has a weight and category_weights`);
    const hasMean = mean !== null && mean !== undefined;
    return {
      field: { name, type: 'number', description: '', ...(hasMean && { missing: 'own' }) },
      term: { type: 'linear', field: name, coefficient: weight, mean: 0, scale: 1, ...(hasMean && { missing: mean }) },
    } as const satisfies Parts;
  }
  const named = categories.filter(({ category }) => !isNullCategory(category));
  if (named.length === 0) throw new Failure(`${label}: ${name} has neither a weight nor category_weights`);
  return {
    field: {
      ...{ name, type: 'category', description: '', match: 'exact', unknown: 'baseline' },
      vocabulary: named.map(({ category }) => category!),
      ...(named.length < categories.length && { missing: 'own' }),
    },
    term: {
      type: 'table',
      by: [{ field: name }],
      rows: categories.map(({ category, weight }) => [isNullCategory(category) ? null : category!, weight]),
    },
  } as const satisfies Parts;
}

interface Parts {
  field: ExchangeModel['fields'][number];
  term: ExchangeModel['terms'][number];
}

/** What an input adds, as BigQuery says: NULL is the mean of a number, or a category; a category that was not seen adds nothing. */
function addedBy({ processed_input: name, weight, category_weights, mean }: Input, row: Row): number {
  const value = row[name] ?? null;
  if (weight !== null && weight !== undefined) {
    const number = value ?? mean ?? undefined;
    if (number === undefined) throw new RangeError(`${name} is missing`);
    return weight * Number(number);
  }
  const found = category_weights!.find(({ category }) =>
    value === null ? isNullCategory(category) : category === value && !isNullCategory(category),
  );
  if (value === null && found === undefined) throw new RangeError(`${name} is missing`);
  return found?.weight ?? 0;
}
