import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomSource } from '../../scripts/maths/random.ts';
import { readArtifact } from '../../scripts/models/artifacts.ts';
import type { Dialect } from '../../scripts/sql/dialect.ts';
import { DIALECTS, type DialectName } from '../../scripts/sql/dialects.ts';
import { resultNames, selectSql } from '../../scripts/sql/select.ts';
import { randomRows } from '../../scripts/verify/random-rows.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import { category, HOURS, scored } from '../node/scripts/sql/artifacts.ts';
import { columnsOf, literalRows } from '../node/scripts/sql/engines.ts';
import { expected } from '../node/scripts/sql/expected.ts';
import { type Drawn, drawArtifact } from '../node/scripts/sql/random-artifact.ts';
import { drawRows, type Row } from '../node/scripts/sql/random-rows.ts';
import { texts } from '../node/scripts/sql/random-texts.ts';
import { TIME_COLUMNS } from './time-columns.ts';

/**
 * Writes what warehouses shall answer, for `ask.py`: `node test/warehouse/write-cases.ts FOLDER VARIANTS ROWS`. A file per
 * dialect has a JSON object a line: statements, and the answers of the core.
 */
const [folder = '.build/warehouse', variants = '50', count = '400'] = process.argv.slice(2);

interface Case {
  title: string;
  fold?: true;
  artifact: Drawn;
  rows: Row[];
}

const committed = globSync(['models/*/*.json', 'test/artifacts/*/*.json'], {
  exclude: ['**/{ablations,answers,examples,model}.json'],
}).map((path): Case => {
  const artifact = readArtifact(path);
  return { title: path, artifact, rows: randomRows(artifact.fields, Number(count), 1) };
});

const drawn = Array.from({ length: Number(variants) }, (_, seed): Case => {
  const random = randomSource(seed);
  const artifact = drawArtifact(random);
  return { title: `drawn variant ${seed}`, artifact, rows: drawRows(artifact.fields, Number(count), random) };
});

/** Characters that SQL can fold: spellings of them are found as the core finds them. */
const PIECES = [..."aBÉñΣж12 _\u00a0-–.'()[<+\\", '23', '$1'];
const folded: Case = {
  title: 'folded spellings',
  fold: true,
  artifact: scored(
    [category('city', ['La Serena', '<65', '1 2', 'C++', 'ñ ж', 'aé', 'BΣ'], 'folded')],
    [{ type: 'one-hot', field: 'city', coefficients: [1, 2, 3, 4, 5, 6, 7] }],
  ),
  rows: [...texts(5000, PIECES), 'la-serena', 'LÁ_SERENA', '< 65', '>65', '1_2', '12', 'c++', 'C+'].map((city) => ({
    city,
  })),
};

mkdirSync(folder, { recursive: true });
for (const name of Object.keys(DIALECTS) as DialectName[]) {
  const dialect: Dialect = DIALECTS[name];
  const cases = [...(dialect.folding ? [folded] : []), ...drawn, ...committed];
  const lines = cases.map(({ title, artifact, rows, fold = false }) => {
    const [probability, problem] = resultNames(artifact).map((column) => dialect.identifier(column));
    return JSON.stringify({
      title,
      table: tableOf(artifact, rows, dialect),
      select: selectSql(artifact, { dialect, table: 'rows_to_score', fold }),
      names: [probability, problem],
      wanted: expected(artifact, rows, fold ? 'folded' : 'exact'),
    });
  });
  for (const [kind, value, hour] of TIME_COLUMNS[name] ?? []) {
    const [probability, problem] = resultNames(HOURS).map((column) => dialect.identifier(column));
    lines.push(
      JSON.stringify({
        title: `a column of ${kind}, ${value}`,
        table: `SELECT 0 AS row_number_, ${value} AS ${dialect.identifier('left')}`,
        select: selectSql(HOURS, { dialect, table: 'rows_to_score', time: () => kind }),
        names: [probability, problem],
        wanted: [hour === null ? null : sigmoid(HOURS.intercept + hour / 10)],
      }),
    );
  }
  writeFileSync(join(folder, `${name}.jsonl`), `${lines.join('\n')}\n`);
}

/** A SELECT of rows, in columns of the types that they need. */
function tableOf({ fields }: Drawn, rows: readonly Row[], dialect: Dialect): string {
  const columns = columnsOf(fields, dialect);
  const typed = columns.map(({ name, type }) => `CAST(${name} AS ${dialect.types[type]}) AS ${name}`);
  return `SELECT ${typed.join(', ')} FROM (${dialect.table(columns, literalRows(fields, rows, dialect))}) AS r`;
}
