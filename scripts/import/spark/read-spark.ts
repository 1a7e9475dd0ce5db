import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Failure } from '../../cli/failure.ts';
import type { Imported } from '../imported.ts';
import type { Column, RowValue } from '../linear/column.ts';
import { exchangeOf } from '../linear/exchange-of.ts';
import { numberOfText } from '../linear/number-of-text.ts';
import { bucketizer, imputer, indexerLabels, oneHotEncoder, stringIndexer } from './encoders.ts';
import { type LogisticRegression, logisticRegression } from './logistic-regression.ts';
import { className, columnPairs, type Metadata, parameter, readMetadata, refusal } from './metadata.ts';
import { maxAbsScaler, minMaxScaler, robustScaler, standardScaler } from './scalers.ts';
import type { Stage } from './stage.ts';
import { vectorAssembler } from './vector-assembler.ts';

/** The stages that are read, by their class. */
const STAGES: Record<string, (metadata: Metadata) => Stage | Promise<Stage>> = {
  StringIndexerModel: stringIndexer,
  OneHotEncoderModel: oneHotEncoder,
  OneHotEncoderEstimator: oneHotEncoder,
  VectorAssembler: vectorAssembler,
  StandardScalerModel: standardScaler,
  MinMaxScalerModel: minMaxScaler,
  MaxAbsScalerModel: maxAbsScaler,
  RobustScalerModel: robustScaler,
  Bucketizer: bucketizer,
  ImputerModel: imputer,
};
/** Stages that change no number of the logit. */
const WITHOUT_EFFECT = ['IndexToString', 'VectorAttributeRewriter', 'ColumnPruner'];
/** Folders that hold a pipeline, by their class. */
const WRAPPERS: Record<string, string> = {
  CrossValidatorModel: 'bestModel',
  TrainValidationSplitModel: 'bestModel',
  RFormulaModel: 'pipelineModel',
};
const CLASSIFIER = 'LogisticRegressionModel';
const MOST_STAGES = 200;

/**
 * Reads a pipeline that Spark ML saved, without Spark: JSON and Parquet of one row each.
 * @throws {Failure} naming the stage that cannot be represented, or what is wrong with a file
 */
export async function readSpark(folder: string): Promise<Imported> {
  const found = stagesIn(folder);
  const at = found.findIndex((metadata) => className(metadata) === CLASSIFIER);
  if (at < 0) throw new Failure(`${folder} has no stage ${CLASSIFIER}`);
  const classifier = await logisticRegression(found[at]!);
  const used = found.slice(0, at).filter((metadata) => !WITHOUT_EFFECT.includes(className(metadata)));
  const labelled = used.find((metadata) => outputs(metadata).includes(classifier.label));
  const classes = labelled ? await labelsOf(labelled, classifier) : (['0', '1'] as [string, string]);
  const stages: Stage[] = [];
  for (const metadata of used.filter((one) => one !== labelled || outputs(one).length > 1)) {
    const read = STAGES[className(metadata)];
    if (!read) throw refusal(metadata, `cannot be imported; expected one of ${Object.keys(STAGES).join(', ')}`);
    stages.push(await read(metadata));
  }
  const names = rawInputs(stages, [classifier.features]);
  const columns = new Map<string, readonly Column[]>(
    names.map((field) => [field, [{ kind: 'as-it-is', field, missing: null }]]),
  );
  for (const stage of stages) {
    for (const [name, made] of Object.entries(stage.columns((input) => columns.get(input)!))) columns.set(name, made);
  }
  const features = columns.get(classifier.features) ?? [];
  if (features.length !== classifier.coefficients.length) {
    const wanted = classifier.coefficients.length;
    throw refusal(found[at]!, `has ${wanted} coefficients, and ${classifier.features} has ${features.length} numbers`);
  }
  const weighted = features.map((column, k) => ({ column, weight: classifier.coefficients[k]! }));
  const { intercept } = classifier;
  const source = `Spark ${found[at]!.sparkVersion}`;
  const { model, notes, textual } = exchangeOf({ source, classes, intercept, columns: weighted }, names);
  return {
    model,
    notes,
    probability(row) {
      const values = new Map<string, readonly RowValue[]>(
        names.map((name) => [name, [textual.has(name) ? numberOfText(row[name] ?? null) : (row[name] ?? null)]]),
      );
      for (const stage of stages) {
        for (const [name, made] of Object.entries(stage.values((input) => values.get(input)!))) values.set(name, made);
      }
      const margin = values
        .get(classifier.features)!
        .reduce<number>((sum, value, k) => sum + classifier.coefficients[k]! * Number(value), 0);
      return 1 / (1 + Math.exp(-(margin + intercept)));
    },
  };
}

/** The stages of a saved model in order, those of nested pipelines in their place. */
function stagesIn(folder: string, depth = 0): Metadata[] {
  const metadata = readMetadata(folder);
  const inner = WRAPPERS[className(metadata)];
  if (depth > 5) throw refusal(metadata, 'is nested too deeply');
  if (inner !== undefined) return stagesIn(join(folder, inner), depth + 1);
  if (className(metadata) !== 'PipelineModel') return [metadata];
  const uids = parameter(metadata, 'stageUids', z.array(z.string()).max(MOST_STAGES));
  const folders = readdirSync(join(folder, 'stages')).sort();
  return uids.flatMap((uid, position) => {
    const own = folders.find((name) => /^\d+_/.test(name) && Number.parseInt(name, 10) === position);
    if (own === undefined || !own.endsWith(`_${uid}`)) throw refusal(metadata, `has no folder for its stage ${uid}`);
    return stagesIn(join(folder, 'stages', own), depth + 1);
  });
}

function outputs(metadata: Metadata): string[] {
  return metadata.class.includes('.feature.') && className(metadata) === 'StringIndexerModel'
    ? columnPairs(metadata).map(({ output }) => output)
    : [];
}

/** The classes, if a stage numbers the label. */
async function labelsOf(metadata: Metadata, { label }: LogisticRegression): Promise<[string, string]> {
  const labels = (await indexerLabels(metadata))[outputs(metadata).indexOf(label)] ?? [];
  if (labels.length === 2) return labels as [string, string];
  throw refusal(metadata, `has ${labels.length} labels for the classes; expected 2`);
}

/** The columns that no stage makes, in the order in which stages read them: the fields of a request. */
function rawInputs(stages: readonly Stage[], wanted: readonly string[]): string[] {
  const made = new Set(stages.flatMap((stage) => stage.outputs));
  return [...new Set([...stages.flatMap(({ inputs }) => inputs), ...wanted].filter((name) => !made.has(name)))];
}
