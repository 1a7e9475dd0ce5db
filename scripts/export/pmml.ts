import { DAYS_BEFORE } from '../../src/core/parts.ts';
import { Failure } from '../cli/failure.ts';
import type { ExchangeField, ExchangeKey, ExchangeModel, ExchangeTerm } from '../exchange/exchange-model.ts';
import { type Element, element, FORBIDDEN, render } from './pmml/xml.ts';

const MISSING = 'missing';
const UNKNOWN = 'unknown';

/**
 * A model as PMML 4.4: a RegressionModel over derived fields, one for each term. A row that the service refuses has no result.
 * @throws {Failure} naming a timestamp, or a text that XML cannot hold or its readers trim
 */
export function toPmml(model: ExchangeModel): string {
  const { title, source, classes, intercept, fields, terms } = model;
  for (const field of fields) requireSayable(field);
  const target = freeName('class', fields);
  const prefix = freeName('term', fields);
  const made = terms.map((term, k) => termFields(term, fields, `${prefix}_${k + 1}`));
  const predictors = made.map((derived) =>
    element('NumericPredictor', { name: derived.at(-1)!.attributes.name, coefficient: 1 }),
  );
  const [negative, positive] = classes;
  const probability = (name: string, value: string) =>
    element('OutputField', { name, optype: 'continuous', dataType: 'double', feature: 'probability', value });
  const regression = element(
    'RegressionModel',
    { functionName: 'classification', normalizationMethod: 'logit', targetFieldName: target },
    [
      element('MiningSchema', {}, [
        ...fields.map(miningField),
        element('MiningField', { name: target, usageType: 'target' }),
      ]),
      element('Output', {}, [
        probability('probability', positive),
        probability('probability of the negative class', negative),
      ]),
      element('LocalTransformations', {}, made.flat()),
      element('RegressionTable', { intercept, targetCategory: positive }, predictors),
      element('RegressionTable', { intercept: 0, targetCategory: negative }),
    ],
  );
  const values = [negative, positive].map((value) => element('Value', { value }));
  const dictionary = [
    ...fields.map(dataField),
    element('DataField', { name: target, optype: 'categorical', dataType: 'string' }, values),
  ];
  const description = [title, source].filter((text) => text !== undefined).join(' ');
  const document = element('PMML', { xmlns: 'http://www.dmg.org/PMML-4_4', version: '4.4' }, [
    element('Header', { description }, [element('Application', { name: 'edge-logit' })]),
    element('DataDictionary', { numberOfFields: dictionary.length }, dictionary),
    regression,
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${render(document)}\n`;
}

function requireSayable(field: ExchangeField): void {
  const { name } = field;
  if (field.type === 'timestamp')
    throw new Failure(`${name} is a timestamp, whose parts PMML has no functions for: export as python or json`);
  const texts = [name, ...(field.type === 'category' ? field.vocabulary : [])];
  const wrong = texts.find((text) => FORBIDDEN.test(text) || text.trim() !== text || text === '');
  if (wrong === undefined) return;
  const why = FORBIDDEN.test(wrong)
    ? 'has a character that XML cannot hold'
    : 'is empty or begins or ends with a space';
  throw new Failure(`${JSON.stringify(wrong)} of ${name} ${why}: export as python, onnx or json`);
}

function freeName(wanted: string, fields: readonly ExchangeField[]): string {
  let name = wanted;
  while (fields.some((field) => field.name.startsWith(name))) name += '_';
  return name;
}

function dataField(field: ExchangeField): Element {
  const { name } = field;
  if (field.type === 'category') {
    const values = field.unknown === 'reject' ? field.vocabulary.map((value) => element('Value', { value })) : [];
    return element('DataField', { name, optype: 'categorical', dataType: 'string' }, values);
  }
  const { minimum, maximum } = field as Extract<ExchangeField, { type: 'number' }>;
  const isBounded = 'range' in field && field.range !== undefined && (minimum !== undefined || maximum !== undefined);
  const bounds = { closure: 'closedClosed', leftMargin: minimum, rightMargin: maximum };
  return element(
    'DataField',
    { name, optype: 'continuous', dataType: 'double' },
    isBounded ? [element('Interval', bounds)] : [],
  );
}

function miningField(field: ExchangeField): Element {
  const isRefused =
    field.type === 'category' ? field.unknown === 'reject' : 'range' in field && field.range !== undefined;
  return element('MiningField', {
    name: field.name,
    usageType: 'active',
    invalidValueTreatment: isRefused ? 'returnInvalid' : 'asIs',
    missingValueTreatment: field.missing === undefined ? 'returnInvalid' : undefined,
  });
}

/** The derived fields of a term, the last of which is what it adds. */
function termFields(term: ExchangeTerm, fields: readonly ExchangeField[], name: string): Element[] {
  const fieldOf = (wanted: string) => fields.find((field) => field.name === wanted)!;
  if (term.type === 'linear') return [derived(name, 'double', linear(term, fieldOf(term.field)))];
  const keys = term.by.map((key, k) => keyFields(key, fieldOf, `${name}_key_${k + 1}`));
  const rows = term.rows.map((row) => [...keys.map(({ codeOf }, k) => codeOf(row[k]!)), row.at(-1) as number]);
  const inputs = keys.map(({ derived }) => String(derived.at(-1)!.attributes.name));
  return [...keys.flatMap(({ derived }) => derived), derived(name, 'double', mapValues(inputs, 'double', rows, 0))];
}

function derived(name: string, dataType: 'double' | 'string', expression: Element): Element {
  const optype = dataType === 'double' ? 'continuous' : 'categorical';
  return element('DerivedField', { name, optype, dataType }, [expression]);
}

const constant = (value: number) => element('Constant', { dataType: 'double' }, String(value));
const apply = (name: string, ...operands: Element[]) => element('Apply', { function: name }, operands);

function linear(
  { field, coefficient, mean, scale, minimum, maximum, missing }: Extract<ExchangeTerm, { type: 'linear' }>,
  own: ExchangeField,
): Element {
  const value = element('FieldRef', { field });
  const ends = own as Extract<ExchangeField, { type: 'number' }>;
  let within = clip(value, ends.minimum, ends.maximum);
  within = clip(within, minimum, maximum);
  const logOdds = apply('*', apply('/', apply('-', within, constant(mean)), constant(scale)), constant(coefficient));
  if (own.missing === undefined) return logOdds;
  return apply(
    'if',
    apply('isMissing', value),
    constant(missing === undefined ? 0 : ((missing - mean) / scale) * coefficient),
    logOdds,
  );
}

function clip(value: Element, minimum: number | undefined, maximum: number | undefined): Element {
  const raised = minimum === undefined ? value : apply('max', value, constant(minimum));
  return maximum === undefined ? raised : apply('min', raised, constant(maximum));
}

/** A table from texts to texts or numbers. */
function mapValues(
  inputs: readonly string[],
  dataType: 'double' | 'string',
  rows: readonly (readonly (string | number)[])[],
  otherwise: string | number,
  missing?: string,
): Element {
  const pairs = inputs.map((field, k) => element('FieldColumnPair', { field, column: `k${k}` }));
  const table = rows.map((row) =>
    element(
      'row',
      {},
      row.map((value, k) => element(k < inputs.length ? `k${k}` : 'value', {}, String(value))),
    ),
  );
  const attributes = { outputColumn: 'value', dataType, defaultValue: otherwise, mapMissingTo: missing };
  return element('MapValues', attributes, [...pairs, element('InlineTable', {}, table)]);
}

interface KeyFields {
  derived: Element[];
  codeOf: (key: string | number | null) => string;
}

/** A key of a table as a derived field of codes: texts, so that no reader compares rounded numbers. */
function keyFields(key: ExchangeKey, fieldOf: (name: string) => ExchangeField, name: string): KeyFields {
  const codeOf = (value: string | number | null) => (value === null ? MISSING : `c${value}`);
  if ('month' in key) {
    const [month, day] = [key.month, key.day].map((own, k) => keyFields({ field: own }, fieldOf, `${name}_${k + 1}`));
    const dates = DAYS_BEFORE.flatMap((before, m) =>
      Array.from({ length: 31 }, (_, d) => [
        ...[month!.codeOf(m + 1), day!.codeOf(d + 1)],
        codeOf(Math.floor(Math.min(365, before + d) / (key.width ?? 1))),
      ]),
    );
    const inputs = [month!, day!].map(({ derived }) => String(derived.at(-1)!.attributes.name));
    const own = derived(name, 'string', mapValues(inputs, 'string', dates, MISSING));
    return { derived: [...month!.derived, ...day!.derived, own], codeOf };
  }
  const field = fieldOf(key.field);
  if (field.type === 'category') {
    const positions = new Map(field.vocabulary.map((category, position) => [category, position]));
    const rows = [...positions].map(([category, position]) => [category, `c${position}`]);
    const otherwise = field.unknown === 'other' ? `c${positions.get(field.other!)}` : UNKNOWN;
    return {
      derived: [derived(name, 'string', mapValues([field.name], 'string', rows, otherwise, MISSING))],
      codeOf: (value) => (value === null ? MISSING : `c${positions.get(String(value))}`),
    };
  }
  const isPlain = field.type === 'integer' && key.edges === undefined;
  const values = isPlain
    ? Array.from({ length: field.maximum - field.minimum + 1 }, (_, k) => field.minimum + k)
    : undefined;
  const edges = values ? values.slice(1).map((value) => value - 0.5) : key.edges!;
  const bins = [Number.NEGATIVE_INFINITY, ...edges].map((left, bin) => {
    const margins = { leftMargin: Number.isFinite(left) ? left : undefined, rightMargin: edges[bin] };
    const isAll = margins.leftMargin === undefined && margins.rightMargin === undefined;
    const interval = element('Interval', {
      closure: 'closedOpen',
      ...(isAll ? { leftMargin: -Number.MAX_VALUE } : margins),
    });
    return element('DiscretizeBin', { binValue: codeOf(values ? values[bin]! : bin) }, [interval]);
  });
  // A bin holds what is beyond a bound of the field if it holds the bound, unless an edge lies between.
  const within = withinBounds(field, edges, name);
  const discretize = element('Discretize', { field: within.field, dataType: 'string', mapMissingTo: MISSING }, bins);
  return { derived: [...within.derived, derived(name, 'string', discretize)], codeOf };
}

/** The field with its values inside its bounds, where an edge lies beyond one of them. */
function withinBounds(
  field: ExchangeField,
  edges: readonly number[],
  name: string,
): { field: string; derived: Element[] } {
  const { minimum, maximum } = field as Extract<ExchangeField, { type: 'number' }>;
  const isNeeded = edges.some(
    (edge) => (minimum !== undefined && edge <= minimum) || (maximum !== undefined && edge > maximum),
  );
  if (!isNeeded) return { field: field.name, derived: [] };
  const value = element('FieldRef', { field: field.name });
  // Without a third operand the result is missing; min and max would leave out a missing one.
  const clipped = apply('if', apply('isNotMissing', value), clip(value, minimum, maximum));
  return { field: `${name}_within`, derived: [derived(`${name}_within`, 'double', clipped)] };
}
