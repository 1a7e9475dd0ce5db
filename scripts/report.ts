import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { command, Failure, run } from './cli/command.ts';
import { defaultVariant } from './models/default-variant.ts';
import { readModel } from './models/read-model.ts';
import { recalibrationEffects } from './report/measures/recalibration-effects.ts';
import { writtenChanges } from './report/measures/written-changes.ts';
import { renderPage } from './report/page.ts';
import { drawPictures, rankingsOf } from './report/pictures.ts';
import { writeReport } from './report/write-report.ts';
import { ownNames } from './study/contender.ts';
import { keepRivals, withoutRivals } from './study/rivals.ts';
import { openStudy } from './study/study.ts';
import { dataOption } from './training/rows/options.ts';
import { SEED } from './training/rows/splits.ts';

interface Options {
  data?: string;
  variant?: string;
  miss?: number;
  falseAlarm?: number;
  withoutRivals?: boolean;
}

export const program = command('report', 'Write models/<model>/report/: pictures and tables of a model')
  .argument('<model>', 'folder under models/')
  .addOption(dataOption())
  .option('--variant <name>', 'variant that the report is about; default: the one that is served')
  .option('--miss <cost>', 'cost of a miss: add the savings of a threshold for it', parseCost)
  .option('--false-alarm <cost>', 'cost of a false alarm, with --miss; default: 1', parseCost)
  .option('--without-rivals', 'leave out other learners, even if the current report has them')
  .action(async (model: string, options: Options) => {
    const { data, variant, miss, falseAlarm } = options;
    if (miss === undefined && falseAlarm !== undefined) throw new Failure('--false-alarm needs --miss');
    const { definition } = readModel(model);
    const about = await defaultVariant(model, definition, variant);
    const against = 'one-hot' in definition.variants ? 'one-hot' : Object.keys(definition.variants)[0]!;
    const folder = join('models', model, 'report');
    const page = join(folder, 'README.md');
    if (!options.withoutRivals && existsSync(page)) keepRivals(readFileSync(page, 'utf8'), { model, seed: SEED });
    const only = options.withoutRivals ? ownNames(definition) : undefined;
    const study = await openStudy(model, { data, seed: SEED, only });
    const rankings = rankingsOf(study);
    const recalibration = recalibrationEffects(study, about);
    const drawing = drawPictures(study, rankings, {
      variants: [...new Set([about, against])],
      recalibration: recalibration[0]?.effect,
    });
    const costs = miss === undefined ? [] : [{ miss, falseAlarm: falseAlarm ?? 1 }];
    const written = writtenChanges(model, about, rankings);
    const contents = { study, rankings, about, against, recalibration, written, costs };
    const line = commandLine(model, options);
    writeReport(folder, drawing, (pictures) => renderPage({ ...contents, command: line, pictures }));
    console.log(page);
    const alone = withoutRivals(study, study.splits);
    if (alone) console.log(alone);
  });

/** The command that writes the report again, without the path of the data file, which differs between machines. */
function commandLine(model: string, { data, variant, miss, falseAlarm, withoutRivals }: Options): string {
  const given = [
    data === undefined ? [] : ['--data FILE'],
    variant === undefined ? [] : [`--variant ${variant}`],
    miss === undefined ? [] : [`--miss ${miss}`],
    falseAlarm === undefined ? [] : [`--false-alarm ${falseAlarm}`],
    withoutRivals ? ['--without-rivals'] : [],
  ];
  return ['npm run report --', model, ...given.flat()].join(' ');
}

function parseCost(text: string): number {
  const cost = Number(text);
  if (cost > 0 && Number.isFinite(cost)) return cost;
  throw new InvalidArgumentError('expected a number above 0');
}

if (import.meta.main) await run(program);
