import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { strToU8, type Zippable, zipSync } from 'fflate';

/** Imports hostile files, each in a process of its own, and prints what it took: node test/import/hostile.ts */

const MOST_SECONDS = 1;
const MOST_MEGABYTES = 200;
const MEGABYTE = 2 ** 20;

const archive = (entries: Zippable) => zipSync(entries);
const schema = (text: string) => archive({ 'schema.json': [strToU8(text), { level: 0 }] });
const bytesField = (field: number, bytes: Uint8Array) =>
  new BinaryWriter().tag(field, WireType.LengthDelimited).bytes(bytes).finish();

/** A pipeline of one step whose categories are an array with a header of our choice. */
function categories(header: string, data: Uint8Array): Uint8Array {
  const text = `${header.padEnd(117)}\n`;
  const npy = Buffer.concat([
    Buffer.from([0x93, ...Buffer.from('NUMPY'), 1, 0, text.length, 0]),
    Buffer.from(text),
    data,
  ]);
  const json = (value: unknown) => ({ __loader__: 'JsonNode', content: JSON.stringify(value) });
  const list = (...content: unknown[]) => ({ __loader__: 'ListNode', content });
  const object = (module: string, name: string, content: object) => ({
    ...{ __loader__: 'ObjectNode', __module__: module, __class__: name, __id__: 1, protocol: 2 },
    content: { __loader__: 'DictNode', content },
  });
  const encoder = object('sklearn.preprocessing._encoders', 'OneHotEncoder', {
    n_features_in_: json(1),
    handle_unknown: json('ignore'),
    categories_: list({ __loader__: 'NdArrayNode', type: 'numpy', file: '1.npy' }),
  });
  const classifier = object('sklearn.linear_model._logistic', 'LogisticRegression', {});
  const pipeline = object('sklearn.pipeline', 'Pipeline', {
    steps: list(list(json('encoder'), encoder), list(json('classifier'), classifier)),
  });
  return archive({ 'schema.json': strToU8(JSON.stringify(pipeline)), '1.npy': [npy, { level: 0 }] });
}

const FILES: Record<string, () => Uint8Array> = {
  'bomb.skops': () => archive({ 'schema.json': [new Uint8Array(31 * MEGABYTE), { level: 9 }] }),
  'bombs.skops': () =>
    archive(
      Object.fromEntries(Array.from({ length: 40 }, (_, k) => [`${k}.npy`, [new Uint8Array(MEGABYTE), { level: 9 }]])),
    ),
  'path.skops': () => archive({ '../../../etc/passwd': strToU8('{}') }),
  'deep.skops': () => schema('{"a":'.repeat(3_000_000)),
  'wide.skops': () => schema(`[${'[],'.repeat(5_000_000)}0]`),
  'members.skops': () => schema(`{${Array.from({ length: 990_000 }, (_, k) => `"a${k}":0`).join(',')}}`),
  'texts.skops': () =>
    schema(
      JSON.stringify({ protocol: 2, content: Array.from({ length: 240_000 }, (_, k) => `category ${k}`.padEnd(60)) }),
    ),
  'billion.skops': () =>
    categories("{'descr': '<i8', 'fortran_order': False, 'shape': (1000000000,), }", new Uint8Array(8)),
  'million.skops': () =>
    categories(
      "{'descr': '<i8', 'fortran_order': False, 'shape': (3000000,), }",
      new Uint8Array(BigInt64Array.from({ length: 3_000_000 }, (_, k) => BigInt(k)).buffer),
    ),
  'categories.skops': () =>
    categories(
      "{'descr': '<i8', 'fortran_order': False, 'shape': (1900000,), }",
      new Uint8Array(BigInt64Array.from({ length: 1_900_000 }, (_, k) => BigInt(k)).buffer),
    ),
  'cut.skops': () => schema('{"protocol":2}').subarray(0, 60),
  'values.onnx': () => bytesField(7, bytesField(1, bytesField(5, bytesField(8, new Uint8Array(15 * MEGABYTE))))),
  'messages.onnx': () => bytesField(7, Buffer.alloc(15 * MEGABYTE, Buffer.from([0x0a, 0]))),
  'groups.onnx': () => new Uint8Array(15 * MEGABYTE).fill(0x0b),
  'text.onnx': () => bytesField(7, bytesField(1, bytesField(4, Buffer.alloc(15 * MEGABYTE, 'x')))),
  'lengths.onnx': () => Uint8Array.of(0x3a, 0xff, 0xff, 0xff, 0xff, 0x07),
};

/** The files are made in a process of their own: the memory of a process counts as that of its children. */
const [, self, made] = process.argv;
if (made) {
  for (const [name, make] of Object.entries(FILES)) writeFileSync(join(made, name), make());
  process.exit();
}
const folder = mkdtempSync(join(tmpdir(), 'hostile-'));
spawnSync(process.execPath, [self!, folder], { stdio: 'inherit' });
const command = join(process.cwd(), 'scripts/import.ts');
/** Prints the seconds since the start of a process, those that it worked, and the most memory that it held. */
const report = `
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ seconds: performance.now() / 1000, work: (userCPUTime + systemCPUTime) / 1e6, megabytes: maxRSS / 1024 }));
  });`;
let failed = 0;
try {
  for (const name of Object.keys(FILES)) {
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      ['--import', `data:text/javascript,${encodeURIComponent(report)}`, command, name, '--model', 'hostile'],
      { cwd: folder, encoding: 'utf8', timeout: 60_000 },
    );
    const { seconds, work, megabytes } = JSON.parse(stdout.trim().split('\n').at(-1) || '{}') as Record<string, number>;
    const isGood =
      status === 1 && /^error: [^\n]+\n$/.test(stderr) && work! <= MOST_SECONDS && megabytes! <= MOST_MEGABYTES;
    if (!isGood) failed++;
    console.log(
      `${isGood ? '' : 'FAILED '}${name}: ${work?.toFixed(2)} s of work in ${seconds?.toFixed(2)} s, ${megabytes?.toFixed(0)} MB: ${stderr.trim().slice(0, 160)}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}
if (failed > 0) process.exitCode = 1;
