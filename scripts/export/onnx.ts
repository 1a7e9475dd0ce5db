import { DAYS_BEFORE } from '../../src/core/parts.ts';
import { Failure } from '../cli/failure.ts';
import type { ExchangeField, ExchangeKey, ExchangeModel, ExchangeTerm } from '../exchange/exchange-model.ts';
import { windowCount } from '../exchange/parts.ts';
import { createGraph, type GraphBuilder } from './onnx/graph.ts';
import { encode } from './onnx/protobuf.ts';

/** The code of a category that adds nothing: below those of all others, whatever it is combined with. */
const UNKNOWN = -(2 ** 40);
const LARGEST = 1e100;

/**
 * A model as an ONNX graph in double precision: an input per field (a column of texts, int64 or doubles), and the output
 * `probabilities`: those of the negative and of the positive class. A row that the service refuses has NaN.
 * A missing number is NaN, and a missing category the empty text.
 * @throws {Failure} naming a timestamp, or an empty text that would stand for two things
 */
export function toOnnx(model: ExchangeModel): Uint8Array {
  const { title, source, classes, intercept, fields, terms } = model;
  const graph = createGraph();
  const columns = new Map(fields.map((field) => [field.name, fieldColumn(graph, field)]));
  const added = [
    graph.constant([intercept], [1, 1]),
    ...fields.flatMap((field) => refusals(graph, field, columns.get(field.name)!)),
    ...terms.flatMap((term) => termColumn(graph, term, fields, columns)),
  ];
  // A sum of constants would have one row, whatever the number of rows.
  if (added.length === 1) added.push(zeros(graph, fields[0]!, columns.get(fields[0]!.name)!));
  const logit = balancedSum(graph, added);
  const both = graph.add('Concat', [graph.add('Neg', [logit]), logit], { axis: 1n });
  graph.output('probabilities', graph.add('Sigmoid', [both]), 2);
  const properties = { classes: JSON.stringify(classes), source: source ?? '' };
  return encode(graph.model({ description: title ?? '', properties }));
}

/** The values of a field as the graph reads them: categories, or doubles within the range of the field. */
function fieldColumn(graph: GraphBuilder, field: ExchangeField): string {
  const { name, type } = field;
  if (type === 'timestamp') {
    throw new Failure(`${name} is a timestamp, whose parts ONNX has no operators for: export as python or json`);
  }
  if (type === 'category') {
    const isEmpty = field.missing !== undefined && field.vocabulary.includes('');
    if (isEmpty) throw new Failure(`${name} has the category "", which stands for a missing value in ONNX`);
    graph.input(name, 'string');
    return name;
  }
  const isInteger = type === 'integer' && field.missing === undefined;
  graph.input(name, isInteger ? 'int64' : 'double');
  return isInteger ? graph.add('Cast', [name], { to: 11n }) : name;
}

/** A column of zeros, as long as that of the field. */
function zeros(graph: GraphBuilder, field: ExchangeField, column: string): string {
  if (field.type === 'category') return graph.lookUp(column, [''], [0], 0);
  return zeroNumbers(graph, column);
}

function zeroNumbers(graph: GraphBuilder, column: string): string {
  return graph.add('Mul', [graph.add('Cast', [graph.add('IsNaN', [column])], { to: 11n }), graph.constant([0])]);
}

/** NaN for what the service refuses, else 0. */
function refusals(graph: GraphBuilder, field: ExchangeField, column: string): string[] {
  const [zero, nan] = [graph.constant([0]), graph.constant([Number.NaN])];
  if (field.type === 'category') {
    const { vocabulary, unknown, missing } = field;
    const known = missing === undefined ? vocabulary : ['', ...vocabulary];
    const otherwise = unknown === 'reject' ? Number.NaN : 0;
    if (unknown !== 'reject' && missing !== undefined) return [];
    const keys = unknown === 'reject' ? known : [''];
    const values = keys.map((key) => (unknown !== 'reject' && !vocabulary.includes(key) ? Number.NaN : 0));
    return [graph.lookUp(column, keys, values, otherwise)];
  }
  if (field.type === 'timestamp') return [];
  const missing = field.missing === undefined ? [graph.add('Where', [graph.add('IsNaN', [column]), nan, zero])] : [];
  if (field.range === undefined) return missing;
  const { minimum, maximum } = field;
  const beyond = [
    ...(minimum === undefined ? [] : [graph.add('Less', [column, graph.constant([minimum])])]),
    ...(maximum === undefined ? [] : [graph.add('Greater', [column, graph.constant([maximum])])]),
  ];
  return [...missing, ...beyond.map((test) => graph.add('Where', [test, nan, zero]))];
}

/** A number within the range of its field. */
function counted(graph: GraphBuilder, field: ExchangeField | undefined, column: string): string {
  if (field?.type !== 'number' && field?.type !== 'integer') return column;
  const { minimum = -LARGEST, maximum = LARGEST } = field;
  return clip(graph, column, minimum, maximum);
}

function clip(graph: GraphBuilder, column: string, minimum: number, maximum: number): string {
  // Not Clip and not Max: what they make of NaN differs from one runtime to the next.
  const [low, high] = [graph.constant([minimum]), graph.constant([maximum])];
  const raised = graph.add('Where', [graph.add('Less', [column, low]), low, column]);
  return graph.add('Where', [graph.add('Greater', [raised, high]), high, raised]);
}

type Columns = ReadonlyMap<string, string>;

function termColumn(
  graph: GraphBuilder,
  term: ExchangeTerm,
  fields: readonly ExchangeField[],
  columns: Columns,
): string[] {
  const fieldOf = (name: string) => fields.find((field) => field.name === name)!;
  if (term.type === 'linear') {
    const { field, coefficient, mean, scale, missing } = term;
    const column = counted(graph, fieldOf(field), columns.get(field)!);
    const { minimum = -LARGEST, maximum = LARGEST } = term;
    const centred = graph.add('Sub', [clip(graph, column, minimum, maximum), graph.constant([mean])]);
    const scaled = graph.add('Div', [centred, graph.constant([scale])]);
    const logOdds = graph.add('Mul', [scaled, graph.constant([coefficient])]);
    const absent = missing === undefined ? 0 : ((missing - mean) / scale) * coefficient;
    return [graph.add('Where', [graph.add('IsNaN', [column]), graph.constant([absent]), logOdds])];
  }
  if (term.rows.length === 0) return [];
  const keys = term.by.map((key) => keyCode(graph, key, fieldOf, columns));
  const code = keys
    .map(({ code }) => code)
    .reduce((all, own, k) => graph.add('Add', [graph.add('Mul', [all, graph.constant([keys[k]!.size])]), own]));
  const codes = term.rows.map((row) => keys.reduce((all, { size, codeOf }, k) => all * size + codeOf(row[k]!), 0));
  const logOdds = term.rows.map((row) => row.at(-1) as number);
  return [graph.lookUp(code, codes, logOdds, 0)];
}

interface KeyCode {
  /** The column of codes: whole numbers from 0, or below 0 for an unknown category. */
  code: string;
  size: number;
  codeOf: (key: string | number | null) => number;
}

function keyCode(
  graph: GraphBuilder,
  key: ExchangeKey,
  fieldOf: (name: string) => ExchangeField,
  columns: Columns,
): KeyCode {
  if ('month' in key) return windowCode(graph, key, fieldOf, columns);
  const field = fieldOf(key.field);
  const column = columns.get(key.field)!;
  if (field.type === 'category') {
    const { vocabulary, unknown, other } = field;
    const texts = field.missing === undefined ? vocabulary : [...vocabulary, ''];
    const otherwise = unknown === 'other' ? vocabulary.indexOf(other!) : UNKNOWN;
    const codes = new Map(texts.map((text, code) => [text, code]));
    const code = graph.lookUp(column, texts, [...codes.values()], otherwise);
    return { code, size: texts.length, codeOf: (value) => codes.get(value === null ? '' : String(value))! };
  }
  const within = counted(graph, field, column);
  const isInteger = field.type === 'integer' && key.edges === undefined;
  const first = isInteger ? field.minimum : 0;
  const known = isInteger ? field.maximum - field.minimum + 1 : key.edges!.length + 1;
  const place = isInteger ? graph.add('Sub', [within, graph.constant([first])]) : binCode(graph, within, key.edges!);
  const code = graph.add('Where', [graph.add('IsNaN', [column]), graph.constant([known]), place]);
  return { code, size: known + 1, codeOf: (value) => (value === null ? known : Number(value) - first) };
}

/** How many edges are at most as large as the number. */
function binCode(graph: GraphBuilder, column: string, edges: readonly number[]): string {
  if (edges.length === 0) return zeroNumbers(graph, column);
  const reached = graph.add('GreaterOrEqual', [column, graph.constant(edges, [1, edges.length])]);
  const ones = graph.add('Cast', [reached], { to: 11n });
  return graph.add('MatMul', [
    ones,
    graph.constant(
      edges.map(() => 1),
      [edges.length, 1],
    ),
  ]);
}

/** Windows of the days of the year, by the month and the day. */
function windowCode(
  graph: GraphBuilder,
  key: Extract<ExchangeKey, { month: string }>,
  fieldOf: (name: string) => ExchangeField,
  columns: Columns,
): KeyCode {
  const windows = windowCount(key);
  const [month, day] = [key.month, key.day].map((name) => counted(graph, fieldOf(name), columns.get(name)!));
  const dates = DAYS_BEFORE.flatMap((before, m) =>
    Array.from({ length: 31 }, (_, d) => [
      (m + 1) * 32 + d + 1,
      Math.floor(Math.min(365, before + d) / (key.width ?? 1)),
    ]),
  );
  const date = graph.add('Add', [graph.add('Mul', [month!, graph.constant([32])]), day!]);
  // A missing month or day makes NaN, which no key is.
  const code = graph.lookUp(
    date,
    dates.map(([of]) => of!),
    dates.map(([, window]) => window!),
    windows,
  );
  return { code, size: windows + 1, codeOf: (value) => (value === null ? windows : Number(value)) };
}

/** The sum in pairs of pairs: its error grows with the logarithm of the number of terms. */
function balancedSum(graph: GraphBuilder, terms: readonly string[]): string {
  if (terms.length === 1) return terms[0]!;
  const half = terms.length >> 1;
  return graph.add('Add', [balancedSum(graph, terms.slice(0, half)), balancedSum(graph, terms.slice(half))]);
}
