import { Failure } from '../cli/command.ts';
import { compressionOf } from '../data-file/intact-file.ts';

const FORMATS: Record<string, string> = {
  csv: "FORMAT csv, HEADER true, DELIMITER ','",
  tsv: "FORMAT csv, HEADER true, DELIMITER '\\t'",
  json: 'FORMAT json, ARRAY true',
  ndjson: 'FORMAT json',
  jsonl: 'FORMAT json',
  parquet: 'FORMAT parquet',
};

/** The options of COPY for a file, by its name. @throws {Failure} for a name that says no format */
export function copyOptions(path: string): string {
  const compression = compressionOf(path);
  const extension = /\.(\w+)$/.exec(path.toLowerCase().replace(/\.(gz|zst)$/, ''))?.[1] ?? '';
  const format = Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
  if (format === undefined) {
    throw new Failure(`${path} says no format: expected .csv, .tsv, .json, .ndjson or .parquet, also .gz`);
  }
  if (extension !== 'parquet') return `${format}, COMPRESSION ${compression}, USE_TMP_FILE false`;
  if (compression !== 'none') throw new Failure(`${path}: a Parquet file is compressed inside; expected .parquet`);
  return `${format}, USE_TMP_FILE false`;
}
