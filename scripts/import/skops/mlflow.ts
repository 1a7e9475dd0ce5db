import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../../cli/failure.ts';
import type { SourceKind } from '../imported.ts';
import { readSource } from '../source-file.ts';
import { pickle } from './pickle.ts';
import { skops } from './source.ts';

/** The file that the flavour sklearn names. */
const MODEL_FILE = /^ +pickled_model: *["']?([\w.-]+)["']? *$/m;

/** A model folder of MLflow, saved with `serialization_format="skops"`. */
export const mlflow: SourceKind = {
  name: 'MLflow model folder',
  recognises: (path) => existsSync(join(path, 'MLmodel')),
  async read(path) {
    const [, file] = MODEL_FILE.exec(readSource(join(path, 'MLmodel')).toString('utf8')) ?? [];
    if (file === undefined) throw new Failure(`${join(path, 'MLmodel')} has no flavour sklearn with a pickled_model`);
    const model = join(path, file);
    if (!existsSync(model)) throw new Failure(`${path} has no ${file}, which MLmodel names`);
    return (skops.recognises(model) ? skops : pickle).read(model);
  },
};
