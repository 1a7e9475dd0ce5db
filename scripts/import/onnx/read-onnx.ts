import { Failure } from '../../cli/failure.ts';
import { exampleRows } from '../../exchange/example-rows.ts';
import type { Row } from '../../exchange/plain-logit.ts';
import type { Imported } from '../imported.ts';
import type { RowValue } from '../linear/column.ts';
import { exchangeOf } from '../linear/exchange-of.ts';
import { numberOfText } from '../linear/number-of-text.ts';
import { asNumber, plainValue, type StepValue } from '../linear/rounded.ts';
import { type Cell, fixed, logitOf } from './cell.ts';
import { type Graph, type Input, readGraph } from './graph.ts';
import type { Run, Tensor } from './operator.ts';
import { OPERATORS } from './operators.ts';
import { neededNodes, runGraph } from './run-graph.ts';

/**
 * Reads a classifier of two classes from an ONNX file, as skl2onnx writes it. Its operators are matched with a list of ours.
 * @param bytes the .onnx file
 * @param label its name, for errors
 * @throws {Failure} naming the operator that cannot be represented, or what is wrong with the file
 */
export function readOnnx(bytes: Uint8Array, label: string): Imported {
  const graph = readGraph(bytes, label);
  const output = graph.outputs[1] ?? graph.outputs[0] ?? '';
  const nodes = neededNodes(graph, output);
  const logit = logitOf(
    runGraph(nodes, tensors(graph, fixed, inputCell), (operator) => OPERATORS.get(operator)!.cells, output),
  );
  if (!logit) throw new Failure(`The output ${output.slice(0, 80)} is not the probabilities of two classes`);
  const { intercept, columns } = logit;
  const names = graph.inputs.flatMap((input) => fieldNames(input));
  const { model, notes, textual } = exchangeOf(
    { source: graph.producer, classes: classesOf(graph, label), intercept, columns },
    names,
  );

  /** The probability of a row, every number of the graph rounded. */
  function evaluate(row: Row, round: (value: StepValue) => StepValue): number {
    const given = (input: Input, name: string) => round(inputValue(input, row[name] ?? null, textual.has(name)));
    const run = (operator: string): Run<StepValue> => {
      const { values } = OPERATORS.get(operator)!;
      return (node, inputs) => values(node, inputs).map((items) => items.map(round));
    };
    const found = runGraph(
      nodes,
      tensors<StepValue>(graph, (value) => value, given),
      run,
      output,
    );
    const probability = asNumber(found[1]!);
    if (Number.isNaN(probability)) throw new RangeError('a missing value reaches the classifier');
    return probability;
  }

  const probability = (row: Row) => evaluate(row, (value) => value);
  return {
    model,
    probability,
    notes: [
      ...notes,
      ...(graph.isSingle ? [singleNote(exampleRows(model), probability, (row) => evaluate(row, single))] : []),
    ],
  };
}

/** Codes are integers in every graph, so they stay. */
function single(value: StepValue): StepValue {
  const plain = plainValue(value);
  return typeof plain === 'number' && !Number.isSafeInteger(plain) ? Math.fround(plain) : plain;
}

/** How far the answers in single precision, in which runtimes compute such a graph, are from those in double. */
function singleNote(rows: readonly Row[], inDouble: (row: Row) => number, inSingle: (row: Row) => number): string {
  const largest = rows.reduce((most, row) => Math.max(most, Math.abs(inDouble(row) - inSingle(row))), 0);
  return `Runtimes compute this file in float32: on the examples, their probabilities differ by up to ${largest.toExponential(1)} from those in double precision.`;
}

/** The names of the fields of an input: its own, or one for each of its columns. */
function fieldNames({ name, width }: Input): string[] {
  return width === 1 ? [name] : Array.from({ length: width }, (_, k) => `${name}${k}`);
}

/** The constants and inputs of a graph. */
function tensors<T>(
  { constants, inputs }: Graph,
  constantItem: (value: number | string) => T,
  inputItem: (input: Input, field: string) => T,
): Map<string, Tensor<T>> {
  const known = [...constants].map(([name, constant]): [string, Tensor<T>] => [
    name,
    { items: constant.values.map(constantItem), constant },
  ]);
  const given = inputs.map((input): [string, Tensor<T>] => [
    input.name,
    { items: fieldNames(input).map((field) => inputItem(input, field)) },
  ]);
  return new Map([...known, ...given]);
}

function inputCell(_: Input, field: string): Cell {
  return { kind: 'as-it-is', field, missing: null };
}

/** A value of a request as the graph gets it: some fields have numbers as texts, and a text is never missing. */
function inputValue({ name, isText }: Input, value: RowValue, isTextual: boolean): RowValue {
  if (isText && value === null) throw new RangeError(`${name} is missing`);
  return isTextual ? numberOfText(value) : value;
}

/** The names of the classes: an attribute of the classifier or of ZipMap, or the constant that labels are taken from. */
function classesOf({ nodes, constants }: Graph, label: string): [string, string] {
  const attributes = ['classlabels_strings', 'classlabels_int64s', 'classlabels_ints'];
  const candidates = nodes.flatMap((node) => [
    ...attributes.map((name) => [...node.texts(name), ...node.numbers(name)]),
    ...(node.operator === 'ArrayFeatureExtractor' ? [constants.get(node.inputs[0] ?? '')?.values ?? []] : []),
  ]);
  const found = candidates.find((classes) => classes.length === 2);
  if (!found) throw new Failure(`${label} does not name its two classes`);
  return found.map(String) as [string, string];
}
