import * as z from 'zod';
import type { Feature } from '../../src/core/artifact.ts';
import { MOST_BINS } from '../../src/core/groups.ts';
import { PART_NAMES, type Part } from '../../src/core/parts.ts';
import { fieldName } from './definition-fields.ts';

const part = z
  .enum(PART_NAMES)
  .optional()
  .describe('What of a timestamp, by the clocks of its zone; weekdays count from Monday.');

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

/** What the logit of a variant sums. */
export const featureDefinition = z.discriminatedUnion(
  'type',
  Object.values(featureDefinitions) as [FeatureSchema, ...FeatureSchema[]],
);

/** Features that training chooses. */
export const autoFeatures = z.strictObject({
  auto: z.strictObject({
    fields: z.array(fieldName).min(1).optional().describe('Fields to cross; default: all.'),
    date: z
      .strictObject({ month: fieldName, day: fieldName })
      .optional()
      .describe('Fields that make a day of the year.'),
    most: z.int().positive().optional().describe('The most crosses to choose.'),
  }),
});

export type FeatureDefinition = z.infer<typeof featureDefinition>;
