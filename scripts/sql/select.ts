import type { Artifact } from '../../src/core/artifact.ts';
import { allowed } from '../../src/core/refusal.ts';
import { LARGEST_LOGIT } from '../../src/core/sigmoid.ts';
import { columnNames } from '../data-file/column-names.ts';
import { fieldCells } from './cells.ts';
import type { Dialect } from './dialect.ts';
import { balanced, cases } from './expressions.ts';
import type { CellOptions, FieldCells } from './field-cells.ts';
import { logitSql } from './logit.ts';
import { createLookups, type Lookups } from './lookups.ts';

export interface SelectOptions {
  dialect: Dialect;
  /** The table, as the dialect writes it in FROM. */
  table: string;
  /** How columns hold timestamps; default: as texts. */
  time?: CellOptions['time'];
  /** What is looked up of categories; default: the vocabulary in its exact spelling. */
  spellings?: CellOptions['spellings'];
  /** Also find categories in other spellings, as the service does; default: only in the exact one. */
  fold?: boolean;
  /** The column of the probability; default: the positive class. */
  as?: string;
}

/** The parts of a statement that scores rows: SQL over the alias `t` of the table, which needs the joins. */
export interface Scoring {
  cells: FieldCells[];
  lookups: Lookups;
  /** Probability of the positive class; NULL where the service would refuse the row. */
  probability: string;
  /** What is wrong with a row; NULL where nothing is. */
  problem: string;
}

type Scored = Pick<Artifact, 'intercept' | 'fields' | 'features'>;

/** The alias of the table with the rows. */
export const ROW = 't';

/** The parts of a SELECT that scores every row of a table as the service would. */
export function scoring(artifact: Scored, options: SelectOptions): Scoring {
  const {
    dialect,
    time = () => 'text',
    fold = false,
    spellings = ({ vocabulary }) => [...vocabulary.entries()].map(([cell, text]) => [text, cell]),
  } = options;
  const lookups = createLookups(dialect);
  const cells = artifact.fields.map((field) =>
    fieldCells(field, { dialect, lookups, row: ROW, time, fold, spellings }),
  );
  const logit = logitSql(artifact, cells, dialect, lookups);
  const conditions = cells.flatMap(({ accepted }) => accepted ?? []);
  const [low, high] = [dialect.double(-LARGEST_LOGIT), dialect.double(LARGEST_LOGIT)];
  const one = dialect.double(1);
  const probability = `${one} / (${one} + EXP(-${dialect.greatest(low, dialect.least(high, logit))}))`;
  if (conditions.length === 0) return { cells, lookups, probability, problem: `CAST(NULL AS ${dialect.types.text})` };
  const isAccepted = balanced('AND', conditions);
  return {
    cells,
    lookups,
    probability: cases([[isAccepted, probability]]),
    problem: cases([[isAccepted, 'NULL']], problems(cells, dialect)),
  };
}

/** A SELECT of all columns of a table, the probability under the name of the positive class, and `problem`. */
export function selectSql(artifact: Scored & Pick<Artifact, 'classes'>, options: SelectOptions): string {
  const { dialect, table } = options;
  const { lookups, probability, problem } = scoring(artifact, options);
  const [asProbability, asProblem] = resultNames(artifact, options.as).map(dialect.identifier);
  return [
    lookups.tables.length > 0 ? `WITH ${lookups.tables.join(',\n')}` : undefined,
    `SELECT ${ROW}.*,`,
    `  ${probability} AS ${asProbability},`,
    `  ${problem} AS ${asProblem}`,
    `FROM ${table} AS ${ROW}`,
    ...lookups.joins,
    dialect.settings,
  ]
    .filter((line) => line !== undefined)
    .join('\n');
}

/** The names of the two columns that are added: the positive class and `problem`, with a number if a field is named so. */
export function resultNames(
  { fields, classes }: Pick<Artifact, 'fields' | 'classes'>,
  as = classes[1],
): [string, string] {
  const names = columnNames([...fields.map(({ name }) => name), as, 'problem']);
  return names.slice(-2) as [string, string];
}

/** Sentences about all fields whose value is refused. */
function problems(cells: readonly FieldCells[], dialect: Dialect): string {
  const sentences = cells.flatMap(({ field, accepted }) =>
    accepted ? [cases([[accepted, dialect.text('')]], dialect.text(`; ${field.name}: ${allowed(field)}`))] : [],
  );
  return `SUBSTR(${balanced('||', sentences)}, 3)`;
}
