import type { ExchangeModel } from '../exchange/exchange-model.ts';
import { prettyJson } from '../models/pretty-json.ts';
import { toOnnx } from './onnx.ts';
import { toPmml } from './pmml.ts';
import { toPython } from './python.ts';

interface Format {
  extension: string;
  /** @throws {Failure} naming what the format cannot say */
  write(model: ExchangeModel): string | Uint8Array;
  /** What differs from the service. */
  note?: string;
}

const EXACT = 'Categories must be spelled as in the vocabulary: other spellings, which the service takes, are unknown.';

/** What `npm run export` writes. */
export const FORMATS: Readonly<Record<string, Format>> = {
  json: { extension: 'json', write: (model) => `${prettyJson(model)}\n` },
  onnx: { extension: 'onnx', write: toOnnx, note: EXACT },
  pmml: { extension: 'pmml', write: toPmml, note: EXACT },
  python: { extension: 'py', write: toPython, note: EXACT },
};
