import * as z from 'zod';
import { type Feature, NAME } from '../../src/core/artifact.ts';
import { MOST_BINS } from '../../src/core/groups.ts';
import { PART_NAMES, type Part } from '../../src/core/parts.ts';
import { compileZone } from '../../src/core/zone.ts';

/** A name of a model, variant or threshold. */
export const nameSchema = z.string().regex(NAME, 'expected lower-case letters, digits and dashes');
const fieldName = z.string().min(1).max(128);
const description = z.string().default('');

const changeable = z
  .boolean()
  .optional()
  .describe('The caller can choose this value: counterfactuals list what other values would do.');

const sensitive = z
  .boolean()
  .optional()
  .describe(
    'The report compares calibration and errors between the groups of this field. Counterfactuals never change it.',
  );

const missing = z
  .literal('own')
  .optional()
  .describe(
    'own: null, or no member at all, is a value with coefficients of its own. Default: every row needs the field.',
  );

const range = z
  .literal('reject')
  .optional()
  .describe(
    'reject: a value below minimum or above maximum is refused (422). Default: the nearest of them counts, with a warning.',
  );

function isZone(zone: string): boolean {
  try {
    compileZone(zone);
    return true;
  } catch {
    return false;
  }
}

const fieldDefinition = z.discriminatedUnion('type', [
  z.strictObject({
    name: fieldName,
    type: z.literal('category'),
    description,
    vocabulary: z
      .array(z.string())
      .min(1)
      .optional()
      .describe(
        'The categories, in order. Without this list they come from the data; with it, any other value stops the training.',
      ),
    unknown: z
      .enum(['reject', 'baseline', 'other'])
      .default('reject')
      .describe(
        'For a category outside the vocabulary: refuse the row (422), contribute nothing and warn, or count as a rare ' +
          'category and warn.',
      ),
    minCount: z
      .int()
      .positive()
      .optional()
      .describe(
        'Categories with fewer observations than this share one coefficient, and their names are not published.',
      ),
    match: z
      .enum(['folded', 'exact'])
      .default('folded')
      .describe('folded: case, accents, and the spaces and separators of words do not matter. exact: they do.'),
    missing,
    changeable,
    sensitive,
  }),
  z.strictObject({
    name: fieldName,
    type: z.literal('integer'),
    description,
    minimum: z.int().optional().describe('Smallest value that counts as it is; default: the smallest of the data.'),
    maximum: z.int().optional().describe('Largest value that counts as it is; default: the largest of the data.'),
    range,
    missing,
    changeable,
    sensitive,
  }),
  z.strictObject({
    name: fieldName,
    type: z.literal('number'),
    description,
    minimum: z.number().optional().describe('Smallest value that counts as it is; default: the smallest of the data.'),
    maximum: z.number().optional().describe('Largest value that counts as it is; default: the largest of the data.'),
    range,
    missing,
    sensitive,
  }),
  z.strictObject({
    name: fieldName,
    type: z.literal('timestamp'),
    description,
    zone: z
      .string()
      .refine(isZone, 'expected an IANA time zone, such as America/Santiago')
      .describe('IANA time zone of the clocks that its parts are read from.'),
    missing,
    sensitive,
  }),
]);

const part = z
  .enum(PART_NAMES)
  .optional()
  .describe('What of a timestamp, by the clocks of its zone; weekdays count from Monday.');

const thresholdDefinition = z.union([
  z.number().gt(0).lt(1).describe('The probability itself.'),
  z
    .strictObject({ miss: z.number().positive(), falseAlarm: z.number().positive() })
    .transform(({ miss, falseAlarm }) => Number((falseAlarm / (miss + falseAlarm)).toFixed(6)))
    .describe(
      'The costs of both errors: from the probability falseAlarm / (miss + falseAlarm) on, acting costs less than not acting.',
    ),
]);

const width = z.int().min(2).optional().describe('Groups of this many integers, or windows of this many days.');

const bins = z
  .int()
  .min(2)
  .max(MOST_BINS)
  .optional()
  .describe('At most this many groups of neighbouring bins or integers, about equally many in each.');

const termDefinition = z.union([
  fieldName.transform((field): { field: string; part?: Part; width?: number; bins?: number } => ({ field })),
  z
    .strictObject({ field: fieldName, part, width, bins })
    .refine(({ width, bins }) => width === undefined || bins === undefined, 'expected width or bins, not both'),
  z.strictObject({ month: fieldName, day: fieldName, width }).describe('The day of the year, or windows of it.'),
]);

const featureDefinitions = {
  'one-hot': z
    .strictObject({ type: z.literal('one-hot'), field: fieldName, part, bins })
    .describe(
      'A coefficient for every category, for every integer from minimum to maximum, for every bin of a number, or for ' +
        'every value of a part of a timestamp; or for every group of them.',
    ),
  cyclic: z
    .strictObject({ type: z.literal('cyclic'), field: fieldName, period: z.number().positive() })
    .describe('Sine and cosine of an integer over a fixed period.'),
  numeric: z
    .strictObject({ type: z.literal('numeric'), field: fieldName })
    .describe('One coefficient for a number, standardised and clipped to the range of the data.'),
  cross: z
    .strictObject({ type: z.literal('cross'), terms: z.array(termDefinition).min(1).max(3) })
    .describe('A coefficient for every combination of its terms that occurs in the data.'),
} satisfies Record<Feature['type'], z.ZodType>;

type FeatureSchema = (typeof featureDefinitions)[Feature['type']];

const featureDefinition = z.discriminatedUnion(
  'type',
  Object.values(featureDefinitions) as [FeatureSchema, ...FeatureSchema[]],
);

const autoFeatures = z.strictObject({
  auto: z.strictObject({
    fields: z.array(fieldName).min(1).optional().describe('Fields to cross; default: all.'),
    date: z
      .strictObject({ month: fieldName, day: fieldName })
      .optional()
      .describe('Fields that make a day of the year.'),
    most: z.int().positive().optional().describe('The most crosses to choose.'),
  }),
});

const variantDefinition = z.strictObject({
  description,
  features: z
    .union([z.array(featureDefinition).min(1), z.literal('additive'), z.literal('auto'), autoFeatures])
    .describe(
      'The features that the logit sums. additive: the slope and three widths of bins of every number, and a coefficient ' +
        'for every value of all other fields. auto: these, and crosses that training finds if they help on inner validation. ' +
        'An object chooses crosses alone, by forward selection on inner validation.',
    ),
  penalty: z
    .number()
    .positive()
    .default(1)
    .describe('Ridge penalty λ: the fit minimises Σ log loss + λ/2·Σ coefficient².'),
  shrinkage: z
    .enum(['fixed', 'learned'])
    .default('fixed')
    .describe(
      'learned: a penalty for every feature, learned from the data, and one scale for all of them, chosen by validation.',
    ),
  validation: z
    .enum(['random', 'time'])
    .default('random')
    .describe(
      'The rows on which settings are chosen: a random third of the training rows, or the last of them. With time, the ' +
        'answers are also calibrated for times ahead, where that helps inside the training rows.',
    ),
  budget: z
    .int()
    .positive()
    .default(20_000)
    .describe('With learned shrinkage: the largest number of coefficients to keep.'),
  draws: z
    .int()
    .min(16)
    .max(256)
    .optional()
    .describe('Number of draws of the coefficients from their posterior, for intervals; written next to the artifact.'),
});

/** The schema of `models/<model>/model.json`: the question, its fields and the variants to train. */
export const modelDefinitionSchema = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().min(1).describe('The yes/no question.'),
  data: z
    .string()
    .min(1)
    .describe('CSV, Parquet or JSON file; looked for in $DATA_DIR (default .data), then in the project.'),
  text: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Columns of the data that rows.sql needs as the text that stands in the file, whatever it looks like. Columns with the ' +
        'name of a category field always are.',
    ),
  classes: z.tuple([z.string().min(1), z.string().min(1)]).describe('Names of the negative and the positive class.'),
  fields: z.array(fieldDefinition).min(1).describe('The fields of a request, which are columns of rows.sql.'),
  variants: z
    .record(nameSchema, variantDefinition)
    .refine((variants) => Object.keys(variants).length > 0, 'expected a variant'),
  thresholds: z
    .record(nameSchema, thresholdDefinition)
    .default({})
    .describe('For each purpose, the probability from which on to treat a row as positive: ?threshold=<name>.'),
  baselines: z
    .record(nameSchema, variantDefinition)
    .default({})
    .describe('Fitted only for comparison in evaluate; never served.'),
  splits: z
    .strictObject({
      time: z
        .strictObject({
          description,
          train: z.string().min(1),
          test: z.string().min(1),
          validation: z
            .string()
            .min(1)
            .optional()
            .describe('The last of the training rows, on which settings are chosen.'),
          order: z
            .array(fieldName)
            .min(1)
            .optional()
            .describe(
              'Integer fields that order rows by time, down to the day: month, then day. Not needed if rows.sql has dates in a column split_time.',
            ),
          cuts: z
            .int()
            .min(4)
            .optional()
            .describe(
              'The most cuts in time that evaluate makes, one per value of the first of these fields; default: 6.',
            ),
        })
        .optional()
        .describe(
          'SQL conditions over the columns of rows.sql: which rows are for training, and which come later and are for testing.',
        ),
    })
    .default({}),
  leftOut: z
    .record(z.string(), z.string())
    .optional()
    .describe('Columns of the data that are not fields, and why. A note for people; training does not read it.'),
});

export type ModelDefinition = z.infer<typeof modelDefinitionSchema>;
export type FieldDefinition = z.infer<typeof fieldDefinition>;
export type FeatureDefinition = z.infer<typeof featureDefinition>;
export type VariantDefinition = z.infer<typeof variantDefinition>;
