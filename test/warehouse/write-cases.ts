import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomSource } from '../../scripts/maths/random.ts';
import { readArtifact } from '../../scripts/models/artifacts.ts';
import { DIALECTS, type DialectName } from '../../scripts/sql/dialects.ts';
import { resultNames, selectSql } from '../../scripts/sql/select.ts';
import { randomRows } from '../../scripts/verify/random-rows.ts';
import { columnsOf, literalRows } from '../node/scripts/sql/engines.ts';
import { expected } from '../node/scripts/sql/expected.ts';
import { type Drawn, drawArtifact } from '../node/scripts/sql/random-artifact.ts';
import { drawRows, type Row } from '../node/scripts/sql/random-rows.ts';

/**
 * Writes what warehouses shall answer, for `ask.py`: `node test/warehouse/write-cases.ts FOLDER VARIANTS ROWS`. A file per
 * dialect has a JSON object a line: statements, and the answers of the core.
 */
const [folder = '.build/warehouse', variants = '50', count = '400'] = process.argv.slice(2);

interface Case {
  title: string;
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

mkdirSync(folder, { recursive: true });
for (const name of Object.keys(DIALECTS) as DialectName[]) {
  const dialect = DIALECTS[name];
  const lines = [...drawn, ...committed].map(({ title, artifact, rows }) => {
    const [probability, problem] = resultNames(artifact).map((column) => dialect.identifier(column));
    return JSON.stringify({
      title,
      table: dialect.table(columnsOf(artifact.fields, dialect), literalRows(artifact.fields, rows, dialect)),
      select: selectSql(artifact, { dialect, table: 'rows_to_score' }),
      names: [probability, problem],
      wanted: expected(artifact, rows),
    });
  });
  writeFileSync(join(folder, `${name}.jsonl`), `${lines.join('\n')}\n`);
}
