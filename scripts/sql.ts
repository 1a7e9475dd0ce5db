import { Option } from 'commander';
import { command, progress, run } from './cli/command.ts';
import { writeTogether } from './cli/write-together.ts';
import { readTrained } from './models/read-trained.ts';
import { DIALECTS, type DialectName } from './sql/dialects.ts';
import type { TimeKind } from './sql/field-cells.ts';
import { statement } from './sql/statement.ts';

interface Options {
  dialect: DialectName;
  table?: string;
  times?: TimeKind;
  fold?: true;
  as?: string;
  dbt?: true;
  out?: string;
}

export const program = command('sql', 'Print a variant as one SELECT that scores every row of a table')
  .argument('<model>', 'folder under models/')
  .argument('[variant]', 'a trained variant; default: the one that the local route serves')
  .addOption(
    new Option('--dialect <name>', 'the warehouse that runs it').choices(Object.keys(DIALECTS)).makeOptionMandatory(),
  )
  .option('--table <table>', 'the table, as the warehouse writes it; default: the name of the model')
  .addOption(
    new Option(
      '--times <kind>',
      'what columns of timestamps hold: text, instants, or local times without a zone',
    ).choices(['text', 'instant', 'local']),
  )
  .option('--fold', 'match categories in other spellings, too, as the service does; not in SQLite')
  .option('--as <name>', 'column of the probability; default: the positive class')
  .option('--dbt', 'write a model of dbt, which selects from ref(table): <model>_<variant>.sql, or --out')
  .option('-o, --out <file>', 'write to a file instead of stdout')
  .action(async (model: string, named: string | undefined, { dialect, times, out, ...options }: Options) => {
    const artifact = await readTrained(model, named);
    const isTimed = artifact.fields.some(({ type }) => type === 'timestamp');
    if (isTimed && times === undefined) {
      progress(
        'timestamps count as text, as the service takes them: --times instant or local for columns of a time type',
      );
    }
    const sql = statement(artifact, { dialect: DIALECTS[dialect], time: () => times ?? 'text', ...options });
    const file = out ?? (options.dbt && `${model}_${artifact.variant}.sql`.replaceAll('-', '_'));
    if (file === undefined) return console.log(sql);
    writeTogether(new Map([[file, `${sql}\n`]]));
    console.log(`wrote ${file}: ${model}/${artifact.variant} for ${DIALECTS[dialect].title}`);
  });

if (import.meta.main) await run(program);
