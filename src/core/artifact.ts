import * as z from 'zod/mini';
import { lazily } from './lazily.ts';

/** Names of models and variants: of folders, files and paths. */
export const NAME = /^[a-z0-9][a-z0-9-]*$/;

export const nameSchema = lazily(() => z.string().check(z.regex(NAME, 'lower-case letters, digits and dashes')));

function define() {
  const sha256 = z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/));
  const count = z.int().check(z.nonnegative());
  const fieldName = z.string().check(z.minLength(1), z.maxLength(128));

  const categoryField = z.strictObject({
    name: fieldName,
    type: z.literal('category'),
    description: z.string(),
    vocabulary: z.array(z.string()).check(z.minLength(1)),
    /** What a value outside the vocabulary does: refuse the row, or contribute nothing and warn. */
    unknown: z.enum(['reject', 'baseline']),
    /** `folded` also finds a category by its letters and digits alone; `exact` never does. */
    match: z.enum(['folded', 'exact']),
  });

  const integerField = z.strictObject({
    name: fieldName,
    type: z.literal('integer'),
    description: z.string(),
    minimum: z.int(),
    maximum: z.int(),
  });

  const numberField = z.strictObject({
    name: fieldName,
    type: z.literal('number'),
    description: z.string(),
    minimum: z.optional(z.number()),
    maximum: z.optional(z.number()),
  });

  const fieldSchema = z.discriminatedUnion('type', [categoryField, integerField, numberField]);

  const oneHotFeature = z.strictObject({
    type: z.literal('one-hot'),
    field: fieldName,
    /** Log-odds, one per category of the vocabulary or per integer from minimum to maximum. */
    coefficients: z.array(z.number()),
  });

  const cyclicFeature = z.strictObject({
    type: z.literal('cyclic'),
    field: fieldName,
    period: z.number().check(z.positive()),
    /** Log-odds of the sine and of the cosine of 2π·value/period. */
    coefficients: z.tuple([z.number(), z.number()]),
  });

  const numericFeature = z.strictObject({
    type: z.literal('numeric'),
    field: fieldName,
    mean: z.number(),
    scale: z.number().check(z.positive()),
    /** Values are clipped to these bounds first: the model never extrapolates beyond what it saw. */
    minimum: z.number(),
    maximum: z.number(),
    /** Log-odds of (clipped value − mean) / scale. */
    coefficients: z.tuple([z.number()]),
  });

  const width = z.optional(z.int().check(z.minimum(2)));

  /** What a cross is made of: a field, an integer field in groups of `width`, or windows of `width` days of the year. */
  const termSchema = z.union([
    z.strictObject({ field: fieldName, width }),
    z.strictObject({ month: fieldName, day: fieldName, width }),
  ]);

  const crossFeature = z.strictObject({
    type: z.literal('cross'),
    terms: z.array(termSchema).check(z.minLength(1), z.maxLength(3)),
    /**
     * Combinations of groups that have a coefficient, in order; each is the mixed-radix number of its groups, the last
     * term counting fastest. Any other combination contributes 0.
     */
    cells: z.array(z.int().check(z.nonnegative())),
    /** Log-odds, one per cell. */
    coefficients: z.array(z.number()),
  });

  const featureSchema = z.discriminatedUnion('type', [oneHotFeature, cyclicFeature, numericFeature, crossFeature]);

  const interval = z.tuple([z.number(), z.number()]);

  const evaluationSchema = z.strictObject({
    split: z.enum(['random', 'time']),
    seed: count,
    /** Rows of the held-out part; the fit behind these figures did not see them. */
    rows: count,
    auc: z.number(),
    aucInterval: interval,
    logLoss: z.number(),
    logLossInterval: interval,
    brier: z.number(),
    brierInterval: interval,
    averagePrecision: z.number(),
    averagePrecisionInterval: interval,
    calibrationError: z.number(),
    /**
     * Per hundredth from 0 to 0.99: the threshold, and the weight of positive and of negative held-out rows whose
     * probability reaches it. Precision, recall and the observed rate of any range follow from it.
     */
    curve: z._default(z.array(z.tuple([z.number(), z.number(), z.number()])), []),
  });

  const uncertaintySchema = z.strictObject({
    draws: count,
    /** Digest of the file. */
    file: sha256,
    /** By feature: the variance of the coefficient of a category or combination that the variant lacks. */
    missing: z.array(z.number().check(z.nonnegative())),
  });

  const trainingSchema = z.strictObject({
    /** Digest of the grouped training rows: the same for a file and its compressed copy. */
    data: sha256,
    query: sha256,
    rows: count,
    weight: z.number().check(z.positive()),
    positives: z.number().check(z.positive()),
    solver: z.string(),
    /** Ridge penalty λ, one for all or one per feature: the fit minimises Σ weight·log loss + Σ λ/2·coefficient². */
    penalty: z.union([z.number().check(z.positive()), z.array(z.number().check(z.positive()))]),
    iterations: count,
    /** Largest absolute component of the gradient, divided by the total weight. */
    gradient: z.number(),
    versions: z.record(z.string(), z.string()),
    /** What recent outcomes have added to the intercept since: `intercept` is `fittedIntercept` + `shift`. */
    recalibration: z.optional(
      z.strictObject({ fittedIntercept: z.number(), shift: z.number(), rows: count, positives: count }),
    ),
  });

  const exampleSchema = z.strictObject({
    input: z.record(z.string(), z.union([z.string(), z.number()])),
    logit: z.number(),
    probability: z.number(),
  });

  const artifactSchema = z.strictObject({
    format: z.literal(1),
    model: nameSchema(),
    variant: nameSchema(),
    title: z.string(),
    /** What the variant is, as model.json says it. */
    description: z.optional(z.string()),
    /** Names of the negative and the positive class, in the order of `prediction`. */
    classes: z.tuple([z.string(), z.string()]),
    intercept: z.number(),
    fields: z.array(fieldSchema).check(z.minLength(1)),
    features: z.array(featureSchema).check(z.minLength(1)),
    /** Mean log-odds of every feature over the training rows: what an average row gets of it. */
    reference: z.optional(z.array(z.number())),
    /** Fields that someone who asks can choose, as opposed to what is given. */
    changeable: z._default(z.array(fieldName), []),
    /** Probabilities from which on a row is worth treating as positive, by the name of the purpose. */
    thresholds: z._default(z.record(nameSchema(), z.number().check(z.gt(0), z.lt(1))), {}),
    /** Posterior draws of the coefficients, in `<variant>.draws.bin` beside this file; see `parseDraws`. */
    uncertainty: z.optional(uncertaintySchema),
    training: trainingSchema,
    /** Figures of held-out fits of the same definition; the coefficients above are fitted on all rows. */
    evaluation: z.array(evaluationSchema),
    /** A few golden rows: `/ready` scores them again. */
    examples: z.array(exampleSchema).check(z.minLength(1)),
    digest: sha256,
  });

  return {
    field: fieldSchema,
    term: termSchema,
    cross: crossFeature,
    feature: featureSchema,
    evaluation: evaluationSchema,
    training: trainingSchema,
    example: exampleSchema,
    artifact: artifactSchema,
  };
}

/** The schemas of the model file, `format: 1`: everything that is needed to answer a request, and how it came about. */
export const artifactSchemas = lazily(define);

type Schemas = ReturnType<typeof define>;

export type Field = z.infer<Schemas['field']>;
export type Term = z.infer<Schemas['term']>;
export type CrossFeature = z.infer<Schemas['cross']>;
export type Feature = z.infer<Schemas['feature']>;
export type Evaluation = z.infer<Schemas['evaluation']>;
export type Training = z.infer<Schemas['training']>;
export type Example = z.infer<Schemas['example']>;
export type Artifact = z.infer<Schemas['artifact']>;
