import { existsSync } from 'node:fs';
import { Failure } from '../cli/command.ts';
import { bigQuery } from './bigquery/source.ts';
import { exchangeJson } from './exchange-json.ts';
import type { SourceKind } from './imported.ts';
import { onnx } from './onnx/source.ts';
import { mlflow } from './skops/mlflow.ts';
import { pickle } from './skops/pickle.ts';
import { skops } from './skops/source.ts';
import { spark } from './spark/source.ts';

/** What `npm run import` reads, in the order in which a source is tried. */
const KINDS: readonly SourceKind[] = [pickle, mlflow, onnx, skops, spark, bigQuery, exchangeJson];

/** The kind of a file or folder, by its content. @throws {Failure} naming what can be read */
export async function sourceKind(path: string): Promise<SourceKind> {
  if (!existsSync(path)) throw new Failure(`${path} does not exist`);
  for (const kind of KINDS) if (await kind.recognises(path)) return kind;
  throw new Failure(
    `${path} is none of the sources that can be read: ${KINDS.filter((kind) => kind !== pickle)
      .map(({ name }) => name)
      .join(', ')}`,
  );
}
