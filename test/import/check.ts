import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure } from '../../scripts/cli/failure.ts';
import type { Imported } from '../../scripts/import/imported.ts';
import { readOnnx } from '../../scripts/import/onnx/read-onnx.ts';
import { requireParity } from '../../scripts/import/parity.ts';
import { readSkops } from '../../scripts/import/skops/read-skops.ts';
import { asAsked, distance, orNull, plainProbability, readAnswers } from './answers.ts';

/** What `grammar.py` says of a pipeline. */
interface Drawn {
  name: string;
  pipeline: string;
  /** Classes in it that cannot be represented. */
  refused: string[];
  onnx: Record<'float' | 'double', string>;
}

const TOLERANCE = 1e-12;
const READERS = { skops: readSkops, 'float.onnx': readOnnx, 'double.onnx': readOnnx };

const folder = process.argv[2]!;
const drawn = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as Drawn[];
let failed = 0;
for (const [suffix, read] of Object.entries(READERS)) {
  const files = drawn
    .map((item) => ({ item, path: join(folder, suffix === 'skops' ? `${item.name}.skops` : `${item.name}-${suffix}`) }))
    .filter(({ path }) => existsSync(path));
  const refusals = new Map<string, number>();
  const largest = { model: 0, original: 0, runtime: 0 };
  let accepted = 0;
  for (const { item, path } of files) {
    const problem = check(item, path, read, suffix.split('.')[0]!, largest, refusals);
    if (problem === undefined) continue;
    if (problem === '') accepted++;
    else {
      failed++;
      console.log(`FAILED ${basename(path)}: ${problem}\n  ${item.pipeline}`);
    }
  }
  const refused = [...refusals].toSorted((a, b) => b[1] - a[1]);
  console.log(
    `${suffix}: ${files.length} files of ${drawn.length} pipelines; ${accepted} imported, ${files.length - accepted} refused`,
  );
  console.log(
    `  largest differences: ${largest.model.toExponential(1)} of what is served from the file in double precision,`,
  );
  console.log(
    `  ${largest.original.toExponential(1)} of that from scikit-learn${suffix === 'skops' ? '' : `, and ${largest.runtime.toExponential(1)} from ONNX Runtime`}`,
  );
  for (const [sentence, count] of refused) console.log(`  refused ${count}: ${sentence}`);
}
if (failed > 0) process.exitCode = 1;

/** What is wrong with an import; an empty text if nothing is; undefined if it was refused rightly. */
function check(
  item: Drawn,
  path: string,
  read: (bytes: Uint8Array, label: string) => Imported,
  kind: string,
  largest: { model: number; original: number; runtime: number },
  refusals: Map<string, number>,
): string | undefined {
  let imported: Imported;
  try {
    imported = read(readFileSync(path), basename(path));
  } catch (error) {
    if (!(error instanceof Failure)) return error instanceof Error ? (error.stack ?? error.message) : String(error);
    const sentence = error.message.replace(/ of step "[^"]*"| \([^)]*\)|; expected one of .*/g, '');
    refusals.set(sentence, (refusals.get(sentence) ?? 0) + 1);
    if (!isRightlyRefused(item, kind, error.message)) return `refused without need: ${error.message}`;
    return undefined;
  }
  if (kind === 'skops' && item.refused.length > 0) return `expected a refusal of ${item.refused.join(', ')}`;
  try {
    largest.model = Math.max(largest.model, requireParity(imported, basename(path)));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const [inDouble, served] = [orNull(imported.probability), plainProbability(imported.model)];
  for (const answer of readAnswers(join(folder, `${item.name}.ndjson`))) {
    const asked = asAsked(answer.row, imported.model);
    const found = inDouble(asked);
    const difference = distance(found, served(asked));
    if (!(difference <= TOLERANCE))
      return `${JSON.stringify(asked)} is ${found} in the file and ${served(asked)} as served`;
    largest.model = Math.max(largest.model, difference);
    if (kind === 'skops' || (found !== null && answer.probability !== null))
      largest.original = Math.max(largest.original, distance(found, answer.probability));
    const runtime = (answer as unknown as Record<string, number | null | undefined>)[kind];
    if (typeof runtime === 'number' && found !== null)
      largest.runtime = Math.max(largest.runtime, Math.abs(runtime - found));
  }
  return '';
}

/** Whether a refusal names a class that cannot be represented; of ONNX, whether there is one, or no runtime answers. */
function isRightlyRefused({ name, refused }: Drawn, kind: string, message: string): boolean {
  if (kind === 'skops') return refused.some((className) => message.includes(className));
  const answers = readAnswers(join(folder, `${name}.ndjson`)) as unknown as Record<string, unknown>[];
  return refused.length > 0 || answers.every((answer) => typeof answer[kind] !== 'number');
}
