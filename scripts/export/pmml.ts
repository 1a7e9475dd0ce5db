import { Failure } from '../cli/failure.ts';
import type { ExchangeField, ExchangeModel, ExchangeTerm } from '../exchange/exchange-model.ts';
import { apply, clip, constant, derived, mapValues } from './pmml/expressions.ts';
import { keyFields } from './pmml/key-fields.ts';
import { type Element, element, FORBIDDEN, render } from './pmml/xml.ts';

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
