import { join } from 'node:path';
import { artifactOfDigest } from './changes/artifact-of-digest.ts';
import { command, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { type CodedRows, countRows } from './drift/count-rows.ts';
import { drawDrift } from './drift/draw-drift.ts';
import { answersName, driftOf } from './drift/drift.ts';
import { answerText, placeText } from './drift/place-text.ts';
import { renderDrift } from './drift/render.ts';
import { type PlaceShares, placeShares } from './drift/shift.ts';
import { readDefinition } from './models/read-model.ts';

interface Options {
  out?: string;
  check?: true;
  json?: true;
}

export const program = command('drift', 'Compare the rows of requests with the training rows')
  .argument('<model>', 'folder under models/')
  .argument(
    '<logs...>',
    'lines of the service with DRIFT_SAMPLE above 0, wrangler tail --format json, Logpush, or answers of the telemetry API; packed by gzip or not',
  )
  .option('--out <folder>', 'where to write the picture; default: .build/drift/<model>')
  .option('--check', 'exit with 2 on an alarm')
  .option('--json', 'print a JSON object')
  .action(async (model: string, paths: string[], options: Options) => {
    const { definition } = readDefinition(model);
    const logs = await countRows(model, paths, (digest) => artifactOfDigest(model, digest));
    const found = driftOf(logs, definition);
    const folder = options.out ?? join('.build', 'drift', model);
    const drawn = found.map((drift, k) => {
      const own = logs.counted.filter(({ artifact }) =>
        drift.artifacts.some(({ digest }) => digest === artifact.digest),
      );
      const names = (name: string, place: number) => nameOf(own, name, place);
      const path = join(folder, `${k === 0 ? 'drift' : `drift-${k + 1}`}.svg`);
      const svg = drawDrift(model, drift, (name) => sharesOf(own, name), names);
      return { path, svg, text: renderDrift(model, logs, drift, names) };
    });
    writeTogether(new Map(drawn.map(({ path, svg }) => [path, svg])));
    const { shapes, requests, unreadable, answered, refused } = logs;
    if (options.json) {
      console.log(
        JSON.stringify({ model, shapes: [...shapes], requests, unreadable, answered, refused, found }, null, 2),
      );
    } else for (const { path, text } of drawn) console.log(`${text}\nThe picture: ${path}`);
    if (options.check && found.some(({ alarm }) => alarm)) process.exitCode = 2;
  });

function nameOf(counted: readonly CodedRows[], name: string, place: number): string {
  const field = counted[0]!.artifact.fields.find((one) => one.name === name);
  return field ? placeText(field, place) : answerText(answersOf(counted, name).edges, place);
}

function sharesOf(counted: readonly CodedRows[], name: string): PlaceShares[] {
  const [{ artifact }] = counted as [CodedRows];
  const f = artifact.fields.findIndex((field) => field.name === name);
  if (f < 0) {
    const { artifact: own, answers } = answersOf(counted, name);
    return placeShares({ training: Float64Array.from(own.frequencies.answers), now: answers });
  }
  const training = Float64Array.from(artifact.frequencies.fields[f]!.slice(0, -1));
  const now = training.map((_, place) => counted.reduce((total, { fields }) => total + fields[f]!.known[place]!, 0));
  return placeShares({ training, now });
}

function answersOf(counted: readonly CodedRows[], name: string): CodedRows {
  return counted.find((one) => answersName(one, counted) === name)!;
}

if (import.meta.main) await run(program);
