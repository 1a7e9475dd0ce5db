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

/** How a file is written, by its name. */
export interface OutputFormat {
  /** The options of COPY. */
  options: string;
  /** Whether the file can have NaN and infinity. */
  hasNaN: boolean;
}

/** The format of a file. @throws {Failure} for a name that says none */
export function outputFormat(path: string): OutputFormat {
  const compression = compressionOf(path);
  const extension = /\.(\w+)$/.exec(path.toLowerCase().replace(/\.(gz|zst)$/, ''))?.[1] ?? '';
  const format = Object.hasOwn(FORMATS, extension) ? FORMATS[extension] : undefined;
  if (format === undefined) {
    throw new Failure(`${path} says no format: expected .csv, .tsv, .json, .ndjson or .parquet, also .gz`);
  }
  const hasNaN = !format.startsWith('FORMAT json');
  if (extension !== 'parquet') return { options: `${format}, COMPRESSION ${compression}, USE_TMP_FILE false`, hasNaN };
  if (compression !== 'none') throw new Failure(`${path}: a Parquet file is compressed inside; expected .parquet`);
  return { options: `${format}, USE_TMP_FILE false`, hasNaN };
}
