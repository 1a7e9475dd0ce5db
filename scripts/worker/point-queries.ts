import { BLOBS, DOUBLES, TENTH_COLUMNS } from '../../src/core/contract/point-columns.ts';

/** The columns of a point as a table, and questions to them in the SQL of Analytics Engine, in Markdown. */
export function pointQueries(): string {
  const names = [['model', 'index1'], ...[...BLOBS, ...DOUBLES].map((name) => [name, place(name)])];
  const columns = names.map(([name, column]) => `\`${column}\` ${name}`).join(', ');
  const queries = QUERIES.map(({ question, select, where }) => {
    const conditions = [`timestamp > NOW() - INTERVAL '1' DAY`, `${place('schema')} = 1`, ...(where ? [where] : [])];
    return `-- ${question}\nSELECT ${select.join(',\n  ')}\nFROM edge_logit_prd\nWHERE ${conditions.join(' AND ')}\nGROUP BY model, variant, version`;
  });
  return `\n\nThe columns: ${columns}.\n\n\`\`\`sql\n${queries.join(';\n\n')};\n\`\`\`\n\n`;
}

/** The name that a column has in SQL. */
function place(name: string): string {
  const blob = BLOBS.indexOf(name);
  return blob < 0 ? `double${DOUBLES.indexOf(name) + 1}` : `blob${blob + 1}`;
}

const BY = ['index1 AS model', `${place('variant')} AS variant`, `${place('version')} AS version`];
/** A point stands for so many: Analytics Engine samples. */
const total = (expression: string, name: string) => `SUM(_sample_interval * ${expression}) AS ${name}`;
const ROWS = total(place('rows'), 'rows');

const QUERIES = [
  {
    question: 'Requests, and how many were refused or failed',
    select: [
      ...BY,
      'SUM(_sample_interval) AS requests',
      total(`IF(${place('status')} >= 400 AND 500 > ${place('status')}, 1, 0)`, 'refused'),
      total(`IF(${place('status')} >= 500, 1, 0)`, 'failed'),
      total(place('key_reads'), 'key_reads'),
    ],
  },
  {
    question: 'How answers are distributed, and how many values counted as another one',
    select: [
      ...BY,
      ROWS,
      ...TENTH_COLUMNS.map((name) => total(place(name), name)),
      total(place('substituted_values'), 'substituted_values'),
    ],
    where: `${place('rows')} > 0`,
  },
  {
    question: 'How often shadows decide otherwise',
    select: [...BY, total(place('shadow_disagreements'), 'disagreements'), total(place('shadow_rows'), 'shadow_rows')],
    where: `${place('shadow_rows')} > 0`,
  },
];
