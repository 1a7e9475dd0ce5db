import * as z from 'zod/mini';
import { FORMATS } from './artifact-format.ts';
import { featureSchema } from './feature.ts';
import { fieldNameSchema, fieldSchema } from './field.ts';
import { lazily } from './lazily.ts';

/** A name of a model, variant or threshold: part of folders, files and paths. */
export const NAME = /^[a-z0-9][a-z0-9-]*$/;

export const nameSchema = lazily(() => z.string().check(z.regex(NAME, 'lower-case letters, digits and dashes')));

/** The schemas of the model file, as `FORMAT` names its members: all that is needed to answer a request, and how it was trained. */
export const artifactSchemas = lazily(() => {
  const sha256 = z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/));
  const count = z.int().check(z.nonnegative());
  const interval = z.tuple([z.number(), z.number()]);
  const triple = z.tuple([z.number(), z.number(), z.number()]);

  const evaluationSchema = z.strictObject({
    split: z.enum(['random', 'time']),
    seed: count,
    /** Number of held-out rows: the fit that these figures measure did not see them. */
    rows: count,
    /** Why figures are left out that these rows do not give. */
    reason: z.optional(z.string()),
    auc: z.optional(z.number()),
    aucInterval: z.optional(interval),
    logLoss: z.optional(z.number()),
    logLossInterval: z.optional(interval),
    brier: z.optional(z.number()),
    brierInterval: z.optional(interval),
    averagePrecision: z.optional(z.number()),
    averagePrecisionInterval: z.optional(interval),
    calibrationError: z.optional(z.number()),
    /** Of each figure: the value, and the bounds of its interval. */
    calibration: z.optional(
      z.strictObject({
        /** The calibration error without the noise of binning: root mean square gap, less what chance adds to it. */
        error: triple,
        /** What recalibration would add to all logits: above 0, answers are too low on average. */
        intercept: triple,
        /** The factor that recalibration would put on logits: below 1, answers are too extreme. */
        slope: z.optional(triple),
      }),
    ),
    /** The intervals take rows of one cluster as dependent; without this member, all rows as independent. */
    cluster: z.optional(z.strictObject({ by: z.string(), count })),
    /**
     * For every hundredth from 0 to 0.99: the threshold, then the weight of the positive and of the negative held-out
     * rows with a probability that reaches it. Precision, recall and the observed rate of any range follow from these.
     */
    curve: z._default(z.array(triple), []),
  });

  const uncertaintySchema = z.strictObject({
    draws: count,
    /** Digest of the file. */
    file: sha256,
    /** For each feature: the variance of the coefficient of a category or combination that the variant lacks. */
    missing: z.array(z.number().check(z.nonnegative())),
  });

  const recalibrationSchema = z.strictObject({
    fittedIntercept: z.number(),
    shift: z.number(),
    rows: count,
    positives: count,
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
    /**
     * The line that makes logits of earlier fits right on the last window of the training rows. If `applied`, it is part of
     * the coefficients: the fit is (intercept − calibration.intercept) / slope, and coefficients / slope. `gains`: how
     * much the line of each earlier window lowered the log loss of the next.
     */
    calibration: z.optional(
      z.strictObject({ intercept: z.number(), slope: z.number(), gains: z.array(z.number()), applied: z.boolean() }),
    ),
    iterations: count,
    /** Largest absolute component of the gradient, divided by the total weight. */
    gradient: z.number(),
    versions: z.record(z.string(), z.string()),
    /** What recalibration to recent outcomes added: `intercept` is `fittedIntercept` + `shift`. */
    recalibration: z.optional(recalibrationSchema),
  });

  /** In place of `training`: what is known of a model that other software has fitted. */
  const importedSchema = z.strictObject({
    /** The software, and its version if the file says so. */
    source: z.string(),
    /** Digest of the file, or of the files of the folder. */
    file: sha256,
    recalibration: z.optional(recalibrationSchema),
  });

  const weights = z.array(z.number().check(z.nonnegative()));

  /** How often values and answers occurred in training, to tell drift by. Counts are rows, or sums of their weights. */
  const frequenciesSchema = z.strictObject({
    /**
     * By field: the count of each category, integer or bin, and at the end that of missing values. Values of fewer rows than
     * rare categories may have count 0.
     */
    fields: z.array(weights),
    /** Up to nine probabilities that part the answers to training rows into about equal tenths, in ascending order. */
    edges: z.array(z.number().check(z.gte(0), z.lte(1))),
    /** The count of answers below the first edge, between neighbours, and from the last edge on. */
    answers: weights,
  });

  const exampleSchema = z.strictObject({
    input: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    logit: z.number(),
    probability: z.number(),
  });

  const artifactSchema = z.strictObject({
    format: z.union(FORMATS.map((format) => z.literal(format))),
    /** Minor version of the format; 0 if absent. */
    minor: z.optional(count),
    model: nameSchema(),
    variant: nameSchema(),
    title: z.string(),
    /** The description of the variant in model.json. */
    description: z.optional(z.string()),
    /** Names of the negative and the positive class, in the order of `prediction`. */
    classes: z.tuple([z.string(), z.string()]),
    intercept: z.number(),
    fields: z.array(fieldSchema()).check(z.minLength(1)),
    features: z.array(featureSchema()).check(z.minLength(1)),
    /** For each feature: its mean log-odds over the training rows. */
    averageLogOdds: z.optional(z.array(z.number())),
    frequencies: z.optional(frequenciesSchema),
    /** Fields that the caller can choose; all others are given. */
    changeable: z._default(z.array(fieldNameSchema()), []),
    /** For each purpose, the probability from which on to treat a row as positive. */
    thresholds: z._default(z.record(nameSchema(), z.number().check(z.gt(0), z.lt(1))), {}),
    /** Posterior draws of the coefficients, in `<variant>.draws.bin` next to this file; see `parseDraws`. */
    uncertainty: z.optional(uncertaintySchema),
    training: z.union([trainingSchema, importedSchema]),
    /** Figures of held-out fits of the same definition; the coefficients above are fitted on all rows. */
    evaluation: z.array(evaluationSchema),
    /** A few golden rows, which `/ready` scores again. */
    examples: z.array(exampleSchema).check(z.minLength(1)),
    digest: sha256,
  });

  return {
    evaluation: evaluationSchema,
    training: trainingSchema,
    imported: importedSchema,
    frequencies: frequenciesSchema,
    example: exampleSchema,
    artifact: artifactSchema,
  };
});

type Schemas = ReturnType<typeof artifactSchemas>;

export type { Feature } from './feature.ts';
export type { Field } from './field.ts';
export type Evaluation = z.infer<Schemas['evaluation']>;
type Trained = z.infer<Schemas['training']>;
type Imported = z.infer<Schemas['imported']>;
/** How a variant was trained here, or what is known of one that other software has fitted. */
export type Training =
  | (Trained & { source?: undefined })
  | (Imported & Partial<Record<Exclude<keyof Trained, keyof Imported>, undefined>>);
export type Frequencies = z.infer<Schemas['frequencies']>;
export type Example = z.infer<Schemas['example']>;
export type Artifact = Omit<z.infer<Schemas['artifact']>, 'training'> & { training: Training };
