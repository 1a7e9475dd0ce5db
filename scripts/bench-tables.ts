import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { type Cost, runFile, runScript } from './bench/learners/commands.ts';
import { meanRanks } from './bench/learners/mean-ranks.ts';
import { foundTables, type PublicTable, withOnePositive } from './bench/learners/public-tables.ts';
import { command, Failure, progress, run } from './cli/command.ts';
import { table } from './cli/table.ts';
import { withTemporaryFolder } from './cli/temporary-folder.ts';
import { dataFolder } from './models/read-model.ts';

interface Options {
  python?: string;
  seeds: string;
  tables?: string;
  folder?: string;
  json?: boolean;
}

const LEARNERS = ['plain', 'lightgbm', 'ebm'] as const;
/** What is ranked; `recommended` is the variant that the training rows prefer. */
const RANKED = ['recommended', ...LEARNERS] as const;
const figureSchema = z.object({ auc: z.number(), logLoss: z.number(), seconds: z.number() });
const ownSchema = z.array(
  figureSchema.extend({
    variant: z.string(),
    seed: z.number(),
    crosses: z.number().optional(),
    coefficients: z.number(),
  }),
);
const rivalSchema = z.array(figureSchema.extend({ peak: z.number() }));

/** The means over the held-out thirds of one learner on one table. */
interface Row {
  table: string;
  learner: string;
  logLoss: number;
  auc: number;
  /** Of one fit. */
  seconds: number;
  peak: number | null;
}

export const program = command(
  'bench:tables',
  'Compare new and train, as they come, with other learners on public tables',
)
  .option(
    '--python <path>',
    'Python with the packages of test/oracle/requirements-tables.txt; default: only this project',
  )
  .option('--seeds <list>', 'seeds of the random thirds that are held out', '1,2,3')
  .option('--folder <path>', 'folder with tables; default: $DATA_DIR/tables')
  .option('--tables <list>', 'names of tables in the folder; default: all that are there')
  .option('--json', 'print a JSON array of flat rows')
  .action(async (options: Options) => {
    const folder = options.folder ?? join(dataFolder(), 'tables');
    const found = foundTables(folder);
    const names = found.map(({ name }) => name);
    if (found.length === 0) throw new Failure(`${folder} has none of the tables that are known`);
    const wanted = options.tables?.split(',') ?? names;
    const absent = wanted.find((name) => !names.includes(name));
    if (absent !== undefined) throw new Failure(`${folder} has no table ${absent}: expected ${names.join(', ')}`);
    const tables = found.filter(({ name }) => wanted.includes(name));
    const rows: Row[] = [];
    for (const one of tables) rows.push(...(await withTemporaryFolder((place) => bench(one, resolve(place), options))));
    console.log(options.json ? JSON.stringify(rows, null, 2) : render(rows));
  });

async function bench(one: PublicTable & { path: string }, folder: string, { python, seeds }: Options): Promise<Row[]> {
  progress(`${one.name}: new and train`);
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
  const model = one.name.replaceAll('_', '-');
  const data = resolve(await withOnePositive({ ...one, path: resolve(one.path) }, folder));
  const made = await runScript(
    'scripts/new.ts',
    [model, data, '--target', one.target, '--positive', one.positive],
    folder,
  );
  const trained = await runScript('scripts/train.ts', [model], folder);
  progress(`${one.name}: ${trained.output.trim().split('\n').at(-1)}`);
  const place = join(folder, 'rows');
  mkdirSync(place);
  progress(`${one.name}: held-out thirds`);
  const asked = seeds.split(',');
  const measured = await runScript('scripts/bench/learners/held-out.ts', [model, place, ...asked], folder);
  const own = ownSchema.parse(JSON.parse(measured.output));
  const rows = ownRows(one.name, own, { made, trained });
  for (const learner of python === undefined ? [] : LEARNERS) {
    progress(`${one.name}: ${learner}`);
    const folders = asked.map((seed) => join(place, seed));
    const output = await runFile(python!, ['test/oracle/tables.py', learner, ...folders], resolve('.'));
    const found = rivalSchema.parse(JSON.parse(output));
    const peak = Math.max(...found.map((figure) => figure.peak));
    rows.push({ table: one.name, learner, ...means(found), peak });
  }
  return rows;
}

function ownRows(
  name: string,
  own: z.infer<typeof ownSchema>,
  { made, trained }: Record<'made' | 'trained', Cost>,
): Row[] {
  const of = (variant: string) => own.filter((figure) => figure.variant === variant);
  const [additive, crossed] = [of('additive'), of('crossed')];
  const recommended = crossed.map((figure, k) => (figure.crosses ? figure : additive[k]!));
  return [
    { table: name, learner: 'additive', ...means(additive), peak: null },
    { table: name, learner: 'crossed', ...means(crossed), peak: null },
    {
      table: name,
      learner: 'recommended',
      ...means(recommended),
      seconds: made.seconds + trained.seconds,
      peak: trained.peak,
    },
  ];
}

function means(figures: readonly z.infer<typeof figureSchema>[]): Pick<Row, 'logLoss' | 'auc' | 'seconds'> {
  const mean = (of: (figure: z.infer<typeof figureSchema>) => number) =>
    figures.reduce((sum, figure) => sum + of(figure), 0) / figures.length;
  return {
    logLoss: mean(({ logLoss }) => logLoss),
    auc: mean(({ auc }) => auc),
    seconds: mean(({ seconds }) => seconds),
  };
}

function render(rows: readonly Row[]): string {
  const text = rows.map(({ table: name, learner, logLoss, auc, seconds, peak }) => [
    name,
    learner,
    logLoss.toFixed(4),
    auc.toFixed(4),
    seconds.toFixed(1),
    peak === null ? '' : peak.toFixed(0),
  ]);
  const lines = [table([['table', 'learner', 'log loss', 'AUC', 's', 'peak MB'], ...text])];
  const names = [...new Set(rows.map((row) => row.table))];
  const figures = names.map((name) =>
    RANKED.map((learner) => rows.find((row) => row.table === name && row.learner === learner)?.logLoss),
  );
  if (figures.every((own): own is number[] => own.every((figure) => figure !== undefined))) {
    const ranks = meanRanks(figures);
    lines.push(
      `Mean rank by log loss: ${RANKED.map((learner, k) => `${learner} ${ranks[k]!.toFixed(2)}`).join(', ')}.`,
    );
  }
  lines.push(
    'Means over random thirds that no fit saw. Seconds are of one fit with the choice of its settings; of recommended, of new and train.',
  );
  return lines.join('\n');
}

if (import.meta.main) await run(program);
