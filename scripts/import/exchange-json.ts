import { Failure } from '../cli/command.ts';
import { parseJson } from '../cli/read-json.ts';
import { exchangeErrors } from '../exchange/exchange-errors.ts';
import { type ExchangeModel, exchangeSchema } from '../exchange/exchange-model.ts';
import { plainLogit } from '../exchange/plain-logit.ts';
import type { SourceKind } from './imported.ts';
import { firstBytes, readSource } from './source-file.ts';

/** How far the answers of the software that made a model may be from those of its numbers. */
const TOLERANCE = 1e-9;

/** Its first member is the version. */
const BEGIN = /^\uFEFF?\s*\{\s*"exchange"\s*:/;

/** The JSON of models/EXCHANGE.md. */
export const exchangeJson: SourceKind = {
  name: 'the exchange format (models/EXCHANGE.md)',
  recognises: (path) => BEGIN.test(firstBytes(path, 1000).toString()),
  async read(path) {
    const model = parseExchange(readSource(path).toString(), path);
    const logit = plainLogit(model);
    const probability = (row: Parameters<typeof logit>[0]) => 1 / (1 + Math.exp(-logit(row)));
    for (const [position, { input, probability: stated }] of (model.examples ?? []).entries()) {
      const found = probability(input);
      if (!(Math.abs(found - stated) <= TOLERANCE)) {
        throw new Failure(`${path}: examples.${position} states ${stated}, but the numbers of the file give ${found}`);
      }
    }
    return { model, probability, notes: [] };
  },
};

/** Parses and checks the text of an exchange model. @throws {Failure} naming every place that is wrong */
export function parseExchange(text: string, path: string): ExchangeModel {
  const model = parseJson(text, path, exchangeSchema);
  const errors = exchangeErrors(model);
  if (errors.length > 0) throw new Failure(`${path}: ${errors.join('; ')}`);
  return model;
}
