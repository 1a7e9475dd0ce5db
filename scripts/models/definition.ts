import * as z from 'zod';
import { NAME } from '../../src/core/artifact.ts';
import { autoFeatures, featureDefinition } from './definition-features.ts';
import { description, fieldDefinition, fieldName } from './definition-fields.ts';

export type { FeatureDefinition } from './definition-features.ts';
export type { FieldDefinition } from './definition-fields.ts';

/** A name of a model, variant or threshold. */
export const nameSchema = z.string().regex(NAME, 'expected lower-case letters, digits and dashes');

const thresholdDefinition = z.union([
  z.number().gt(0).lt(1).describe('The probability itself.'),
  z
    .strictObject({ miss: z.number().positive(), falseAlarm: z.number().positive() })
    .transform(({ miss, falseAlarm }) => Number((falseAlarm / (miss + falseAlarm)).toFixed(6)))
    .describe(
      'The costs of both errors: from the probability falseAlarm / (miss + falseAlarm) on, acting costs less than not acting.',
    ),
]);

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
    .optional()
    .describe(
      'CSV, Parquet or JSON file; looked for in $DATA_DIR (default .data), then in the project. Needed for variants to train.',
    ),
  text: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Columns of the data that rows.sql needs as the text that stands in the file, whatever it looks like. Columns with the ' +
        'name of a category field always are.',
    ),
  missing: z
    .array(z.string().trim().min(1))
    .min(1)
    .optional()
    .describe(
      'Texts that mark a missing value in the data, in every column, such as ?. Default: usual marks such as NA and - in columns ' +
        'that hold numbers or dates otherwise.',
    ),
  classes: z.tuple([z.string().min(1), z.string().min(1)]).describe('Names of the negative and the positive class.'),
  fields: z.array(fieldDefinition).min(1).describe('The fields of a request, which are columns of rows.sql.'),
  variants: z.record(nameSchema, variantDefinition).describe('What to train; empty if all variants are imported.'),
  imported: z
    .record(nameSchema, z.strictObject({ description, source: z.string().min(1) }))
    .default({})
    .describe('Variants that other software has fitted, and which: npm run import writes them.'),
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
export type VariantDefinition = z.infer<typeof variantDefinition>;
