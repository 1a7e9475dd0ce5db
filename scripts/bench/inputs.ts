import { symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { drawCases, goldenInputs } from '../load/cases.ts';
import { randomSource } from '../maths/random.ts';
import { readArtifact } from '../models/artifacts.ts';
import { handWritten, tablesModule, tablesOnnx } from './tables.ts';
import { BODIES, SCRIPT, WRK_SCRIPT } from './wrk.ts';

/** The variant that every contestant serves. */
export const MODEL = 'delay';
export const VARIANT = 'one-hot';

/** The same requests in the format of the Open Inference Protocol. */
export const TENSORS = 'tensors.txt';

/** Writes what servers and generator read: the variant in three formats, and the requests. */
export async function writeInputs(folder: string, { batch, peers }: { batch?: true; peers: string }): Promise<void> {
  const artifact = readArtifact(join('models', MODEL, `${VARIANT}.json`));
  const tables = handWritten(artifact);
  const served = { model: MODEL, inputs: goldenInputs(MODEL), artifacts: [artifact] };
  const cases = drawCases([served], randomSource(1), { careless: 0 });
  const bodies = (batch ? cases.batch : cases.single).map(({ body }) => body);
  await Promise.all([
    writeFile(join(folder, 'tables.js'), tablesModule(tables)),
    writeFile(join(folder, 'model.onnx'), tablesOnnx(tables)),
    writeFile(join(folder, 'tables.json'), JSON.stringify(tables)),
    writeFile(join(folder, BODIES), lines(bodies)),
    writeFile(join(folder, TENSORS), lines(bodies.map(asTensors))),
    writeFile(join(folder, SCRIPT), WRK_SCRIPT),
    writeFile(join(folder, 'package.json'), '{ "type": "module" }'),
    symlink(resolve(peers, 'node_modules'), join(folder, 'node_modules')),
  ]);
}

function lines(texts: readonly string[]): string {
  return texts.map((text) => `${text}\n`).join('');
}

/** A body of rows as a request of the Open Inference Protocol: one tensor per field, marked as a pandas frame. */
export function asTensors(body: string): string {
  const { instances, ...row } = JSON.parse(body);
  const rows: Record<string, string | number>[] = instances ?? [row];
  const inputs = Object.entries(rows[0]!).map(([name, value]) => ({
    name,
    shape: [rows.length, 1],
    datatype: typeof value === 'string' ? 'BYTES' : 'INT64',
    data: rows.map((one) => one[name]),
    ...(typeof value === 'string' && { parameters: { content_type: 'str' } }),
  }));
  return JSON.stringify({ parameters: { content_type: 'pd' }, inputs });
}
