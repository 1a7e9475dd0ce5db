import { add, div, mul, sub } from './arithmetic.ts';
import { linearClassifier, matMul, normalizer } from './classifiers.ts';
import { labelEncoder, oneHotEncoder } from './encoders.ts';
import { abs, cast, clip, exp, reciprocal, sigmoid } from './functions.ts';
import { arrayFeatureExtractor, concat, featureVectorizer, gather, identity, reshape, split } from './moving.ts';
import type { Operator } from './operator.ts';
import { imputer, scaler, where } from './preparation.ts';
import { argMax, less, reduceSum, sum } from './reductions.ts';

/** The operators that can be read, by their names: those which skl2onnx writes for linear classifiers of two classes. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['Abs', abs],
  ['Add', add],
  ['ArgMax', argMax],
  ['ArrayFeatureExtractor', arrayFeatureExtractor],
  ['Cast', cast],
  ['Clip', clip],
  ['Concat', concat],
  ['Div', div],
  ['Exp', exp],
  ['FeatureVectorizer', featureVectorizer],
  ['Gather', gather],
  ['Identity', identity],
  ['Imputer', imputer],
  ['LabelEncoder', labelEncoder],
  ['Less', less],
  ['LinearClassifier', linearClassifier],
  ['MatMul', matMul],
  ['Mul', mul],
  ['Normalizer', normalizer],
  ['OneHotEncoder', oneHotEncoder],
  ['Reciprocal', reciprocal],
  ['ReduceSum', reduceSum],
  ['Reshape', reshape],
  ['Scaler', scaler],
  ['Sigmoid', sigmoid],
  ['Split', split],
  ['Sub', sub],
  ['Sum', sum],
  ['Where', where],
  ['ZipMap', identity],
]);
