/*
 * Streams rows as NDJSON through one request to a service of its own. Every thousandth row is invalid. Each row must get its
 * own answer: the prediction of training to 1e-12, or an error.
 *
 *   npx node test/attack/stream.ts [rows] [query]
 *
 * Prints how long it took and the memory of workerd after every tenth of the rows. Fails if an answer is wrong, or if the
 * second half of the rows takes more memory than the first. Linux only.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { addKey } from '../../scripts/keys/bulletin.ts';
import { folderStore } from '../../scripts/keys/folder-store.ts';
import { openKeyFolder } from '../../scripts/keys/key-folder.ts';
import { readArtifacts } from '../../scripts/models/artifact-files.ts';
import { type RunningService, runService } from '../node/running-service.ts';
import { workerdMegabytes } from './memory.ts';

const ROWS = Number(process.argv[2] ?? 1_000_000);
const QUERY = process.argv[3] ?? '';
const CHUNK = 500;
const BAD_EVERY = 1000;
/** Megabytes by which memory varies. */
const SCATTER = 16;

const [{ model, variant, artifact }] = readArtifacts('models').filter(({ draws }) => draws) as [
  ReturnType<typeof readArtifacts>[number],
];
const { name } = artifact.fields[0]!;
const lines = artifact.examples.map(({ input }) => JSON.stringify(input));
const badLine = JSON.stringify({ ...artifact.examples[0]!.input, [name]: null });

const state = await mkdtemp(join(tmpdir(), 'stream-'));
const service = await runService({ STATE_DIR: state }, undefined, ['--runtime', 'workerd']);
try {
  // The tier of the demo key bounds the rows of a stream.
  const options = { name: 'stream', tier: 'unlimited' };
  const { key } = await addKey(folderStore(openKeyFolder(join(state, 'keys'))), options, new Date());
  await stream(service, key);
} finally {
  await service.stop();
  await rm(state, { recursive: true });
}

async function stream({ url, pid }: RunningService, key: string): Promise<void> {
  const before = workerdMegabytes(pid);
  const started = performance.now();
  const headers = { 'content-type': 'application/x-ndjson', 'x-api-key': key };
  const sent = request(`${url}/inference/${model}/${variant}${QUERY}`, { method: 'POST', headers });
  Readable.from(chunks()).pipe(sent);
  const [response] = await once(sent, 'response');
  assert.equal(response.statusCode, 200);

  let row = 0;
  const memory: number[] = [];
  for await (const line of createInterface(response)) {
    check(JSON.parse(line), row++);
    if (row % (ROWS / 10) === 0) memory.push(workerdMegabytes(pid));
  }
  assert.equal(row, ROWS);
  const seconds = Number(((performance.now() - started) / 1000).toFixed(1));
  console.log(JSON.stringify({ model, variant, query: QUERY, rows: ROWS, seconds, before, memory }));
  const [first, second] = [memory.slice(0, 5), memory.slice(5)].map((half) => Math.max(...half));
  assert.ok(second! <= first! + SCATTER, `memory grew from ${first} to ${second} MB`);
}

function* chunks(): Generator<string> {
  for (let from = 0; from < ROWS; from += CHUNK) {
    const rows = Array.from({ length: Math.min(CHUNK, ROWS - from) }, (_, r) => lineOf(from + r));
    yield `${rows.join('\n')}\n`;
  }
}

function isBad(row: number): boolean {
  return row % BAD_EVERY === BAD_EVERY - 1;
}

function lineOf(row: number): string {
  return isBad(row) ? badLine : lines[row % lines.length]!;
}

function check(answer: { prediction?: [number, number]; status?: number; errors?: unknown }, row: number): void {
  if (isBad(row)) {
    assert.equal(answer.status, 422, `row ${row}`);
    assert.deepEqual(answer.errors, [
      { pointer: `/${name}`, detail: (answer.errors as { detail: string }[])[0]?.detail },
    ]);
    return;
  }
  const { probability } = artifact.examples[row % lines.length]!;
  assert.ok(
    Math.abs((answer.prediction?.[1] ?? Number.NaN) - probability) <= 1e-12,
    `row ${row}: ${JSON.stringify(answer)}`,
  );
}
