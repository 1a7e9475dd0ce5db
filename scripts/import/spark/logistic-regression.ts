import * as z from 'zod';
import { type Metadata, parameter, refusal } from './metadata.ts';
import { shapes, stageData } from './stage-data.ts';

/** A logistic regression of two classes over a vector. */
export interface LogisticRegression {
  features: string;
  label: string;
  intercept: number;
  coefficients: readonly number[];
}

/** LogisticRegressionModel. Of a multinomial one with two classes, the difference of their rows is the logit. */
export async function logisticRegression(metadata: Metadata): Promise<LogisticRegression> {
  const { numClasses, numFeatures, interceptVector, coefficientMatrix, isMultinomial } = await stageData(
    metadata,
    z.object({
      ...{ numClasses: z.int(), numFeatures: z.int(), interceptVector: shapes.vector },
      ...{ coefficientMatrix: shapes.matrix, isMultinomial: z.boolean() },
    }),
  );
  if (numClasses !== 2) throw refusal(metadata, `has ${numClasses} classes; expected 2`);
  const rows = isMultinomial ? 2 : 1;
  const isWhole = coefficientMatrix.length === rows && interceptVector.length === rows;
  if (!isWhole || coefficientMatrix.some((row) => row.length !== numFeatures))
    throw refusal(metadata, `has a matrix of another size than ${rows} × ${numFeatures}`);
  const [first, second] = coefficientMatrix;
  return {
    features: parameter(metadata, 'featuresCol', z.string()),
    label: parameter(metadata, 'labelCol', z.string()),
    intercept: isMultinomial ? interceptVector[1]! - interceptVector[0]! : interceptVector[0]!,
    coefficients: isMultinomial ? second!.map((coefficient, k) => coefficient - first![k]!) : first!,
  };
}
