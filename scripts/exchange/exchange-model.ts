import * as z from 'zod';
import { PART_NAMES } from '../../src/core/parts.ts';

/** The most categories of a field. */
export const MOST_CATEGORIES = 100_000;
/** The most rows of a table. */
export const MOST_ROWS = 250_000;

const fieldName = z.string().min(1).max(128);
const description = z.string().max(2000).default('');
const missing = z.literal('own').optional().describe('own: null, or no member at all, is a value like any other.');
const range = z
  .literal('reject')
  .optional()
  .describe('reject: a value outside minimum and maximum is refused. Default: the nearest of them counts.');
const edges = z
  .array(z.number())
  .max(MOST_CATEGORIES)
  .describe(
    'Where bins begin, in ascending order: the bin of a value is the number of edges that are at most as large.',
  );

const valueSchema = z.union([z.string(), z.number(), z.null()], 'expected a text, a number or null');

const fieldSchema = z.discriminatedUnion('type', [
  z.strictObject({
    name: fieldName,
    type: z.literal('category'),
    description,
    vocabulary: z.array(z.string()).min(1).max(MOST_CATEGORIES).describe('All categories that the model knows.'),
    unknown: z
      .enum(['reject', 'baseline', 'other'])
      .default('reject')
      .describe('For any other text: refuse the row, let tables over the field add nothing, or count as `other`.'),
    other: z.string().optional().describe('The category that stands for unknown ones; one of the vocabulary.'),
    match: z
      .enum(['exact', 'folded'])
      .default('exact')
      .describe('folded: case, accents, and the spaces and separators of words do not matter.'),
    missing,
  }),
  z.strictObject({
    name: fieldName,
    type: z.literal('integer'),
    description,
    minimum: z.int(),
    maximum: z.int(),
    range,
    missing,
  }),
  z.strictObject({
    name: fieldName,
    type: z.literal('number'),
    description,
    minimum: z.number().optional().describe('Smallest value that counts as it is; absent: any does.'),
    maximum: z.number().optional().describe('Largest value that counts as it is; absent: any does.'),
    range,
    missing,
  }),
  z.strictObject({
    name: fieldName,
    type: z.literal('timestamp'),
    description,
    zone: z.string().describe('IANA time zone of the clocks that its parts are read from.'),
    missing,
  }),
]);

/** What a table looks up by: a field, a part of it, its bins, or windows of the days of the year. A name alone is a field. */
const keySchema = z.union(
  [
    fieldName.transform((field): Key => ({ field })),
    z.strictObject({
      field: fieldName,
      part: z
        .enum(PART_NAMES)
        .optional()
        .describe('What of a timestamp. Hours count from 0, all others from 1; weekday 1 is Monday.'),
      edges: edges.optional().describe('The keys are bins instead of values, from 0.'),
    }),
    z.strictObject({ month: fieldName, day: fieldName, width: z.int().min(2).optional() }),
  ],
  'expected a field, or an object with a field, its part and edges, or with month, day and width',
);

type Key =
  | { field: string; part?: (typeof PART_NAMES)[number] | undefined; edges?: number[] | undefined }
  | { month: string; day: string; width?: number | undefined };

const termSchema = z.discriminatedUnion('type', [
  z
    .strictObject({
      type: z.literal('table'),
      by: z.array(keySchema).min(1).max(3),
      rows: z
        .array(z.array(valueSchema).min(2).max(4))
        .max(MOST_ROWS)
        .describe('A key for each member of `by`, null for a missing value, and then the log-odds.'),
    })
    .describe('Log-odds for combinations of values. A combination without a row adds 0.'),
  z
    .strictObject({
      type: z.literal('linear'),
      field: fieldName,
      coefficient: z.number(),
      mean: z.number().default(0),
      scale: z.number().positive().default(1),
      minimum: z.number().optional().describe('Smaller values count as this one.'),
      maximum: z.number().optional().describe('Larger values count as this one.'),
      missing: z.number().optional().describe('The value that null counts as; default: null adds 0.'),
    })
    .describe('coefficient · (value − mean) / scale, the value clipped first.'),
]);

/**
 * A logistic regression that other software made, or can read, in plain JSON: the log-odds of the positive class are
 * the intercept plus the sum of the terms. See models/EXCHANGE.md.
 */
export const exchangeSchema = z.strictObject({
  exchange: z.literal(1).describe('Version of this format.'),
  title: z.string().min(1).max(500).optional().describe('The yes/no question.'),
  source: z.string().min(1).max(500).optional().describe('The software that made the model, and its version.'),
  classes: z.tuple([z.string().min(1), z.string().min(1)]).describe('Names of the negative and the positive class.'),
  intercept: z.number(),
  fields: z.array(fieldSchema).min(1).max(1000),
  terms: z.array(termSchema).min(1).max(2000),
  examples: z
    .array(
      z.strictObject({
        input: z.record(z.string(), valueSchema),
        probability: z.number().min(0).max(1),
      }),
    )
    .max(1000)
    .optional()
    .describe('Answers of the software itself, which the import must reproduce within 1e-9.'),
});

export type ExchangeModel = z.infer<typeof exchangeSchema>;
export type ExchangeField = ExchangeModel['fields'][number];
export type ExchangeTerm = ExchangeModel['terms'][number];
export type ExchangeKey = Extract<ExchangeTerm, { type: 'table' }>['by'][number];
