import { Failure } from '../cli/command.ts';
import type { ExchangeKey, ExchangeModel } from '../exchange/exchange-model.ts';
import type { Row } from '../exchange/plain-logit.ts';
import type { Imported } from './imported.ts';

/** An imported model whose fields have other names in a request. @throws {Failure} for a name that the source does not have */
export function renameFields({ model, probability, notes }: Imported, renamed: ReadonlyMap<string, string>): Imported {
  const known = model.fields.map(({ name }) => name);
  for (const name of renamed.keys()) {
    if (!known.includes(name))
      throw new Failure(`--rename: there is no field ${JSON.stringify(name)}: there are ${known.join(', ')}`);
  }
  if (renamed.size === 0) return { model, probability, notes };
  const nameOf = (name: string) => renamed.get(name) ?? name;
  const inSource = new Map(known.map((name) => [nameOf(name), name]));
  const back = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [inSource.get(name) ?? name, value]));
  return { model: renamedModel(model, nameOf), probability: (row) => probability(back(row)), notes };
}

function renamedModel(model: ExchangeModel, nameOf: (name: string) => string): ExchangeModel {
  const keyOf = (key: ExchangeKey): ExchangeKey =>
    'month' in key ? { ...key, month: nameOf(key.month), day: nameOf(key.day) } : { ...key, field: nameOf(key.field) };
  const { examples: _, ...rest } = model;
  return {
    ...rest,
    fields: model.fields.map((field) => ({ ...field, name: nameOf(field.name) })),
    terms: model.terms.map((term) =>
      term.type === 'table' ? { ...term, by: term.by.map(keyOf) } : { ...term, field: nameOf(term.field) },
    ),
  };
}
