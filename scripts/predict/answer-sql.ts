import type { Artifact } from '../../src/core/artifact.ts';
import type { Field } from '../../src/core/field.ts';
import { columnNames } from '../data-file/column-names.ts';
import { identifier } from '../data-file/database.ts';
import { ROW, scoring } from '../sql/select.ts';
import type { Details } from './answer-row.ts';
import type { CoreFunctions } from './core-functions.ts';
import { lookupsInOrder } from './lookups-in-order.ts';
import { type OpenRows, originalName, ownName } from './open-rows.ts';

/** Up to this many joins, SQL is faster than the core. */
const MOST_JOINS = 16;

/** The two queries that a file of rows is turned into. */
export interface AnswerSql {
  /** All columns of the rows that are answered, and the answers. */
  answered: string;
  /** All columns of the rows that are refused, and why. */
  refused: string;
}

const FLOATS = /^(FLOAT|DOUBLE)$/;

const SQL_PROBABILITY = ownName('probability by SQL');
const PROBABILITY = ownName('probability');
const DETAILS = ownName('details');

type Column = readonly [sql: string, name: string];

/**
 * SQL that answers `rows`. The probability comes from SQL; the core answers the rows that SQL does not take, because a category is
 * spelled differently, and says why others are refused. With details, the core answers every row.
 * @param hasNaN whether the files to write can have NaN and infinity; else these become NULL
 */
export function answerSql(
  artifact: Artifact,
  rows: OpenRows,
  core: CoreFunctions,
  details: Details,
  hasNaN: boolean,
): AnswerSql {
  const positive = artifact.classes[1];
  const { level, explain } = details;
  const isDetailed = level !== undefined || explain === true;
  const scored = isDetailed
    ? `SELECT *, ${core.details} AS ${DETAILS} FROM rows`
    : scoredRows(artifact, rows.time, core);
  const probability = isDetailed ? `${DETAILS}.probability` : PROBABILITY;
  const bounds: Column[] = [
    [`${DETAILS}.low`, `${positive} low`],
    [`${DETAILS}.high`, `${positive} high`],
  ];
  const added: Column[] = [
    [probability, positive],
    ...(level === undefined ? [] : bounds),
    ...(explain ? [[`${DETAILS}.explanation`, 'explanation'] as const] : []),
  ];
  const select = (more: readonly Column[], condition: string) =>
    `SELECT ${columnList(rows, more, hasNaN)} FROM (${scored}) WHERE ${probability} ${condition}`;
  return {
    answered: select(added, 'IS NOT NULL'),
    refused: select([[core.problem, 'problem']], 'IS NULL'),
  };
}

/** The columns of the files, and more; a name that is taken gets a number. */
function columnList({ columns }: OpenRows, more: readonly Column[], hasNaN: boolean): string {
  const names = columnNames([...columns.map(({ name }) => name), ...more.map(([, name]) => name)]);
  const originals = columns.map(({ type }, k) => {
    const original = originalName(k);
    return hasNaN || !FLOATS.test(type) ? original : `CASE WHEN isfinite(${original}) THEN ${original} END`;
  });
  const values = [...originals, ...more.map(([sql]) => sql)];
  return values.map((value, k) => `${value} AS ${identifier(names[k]!)}`).join(', ');
}

/** Rows with their PROBABILITY, by the core where SQL has none. */
function scoredRows(artifact: Artifact, time: OpenRows['time'], core: CoreFunctions): string {
  const fields = artifact.fields.map(asExact);
  const timeOf = (field: Field) => time(artifact.fields[fields.indexOf(field)]!);
  const lookups = lookupsInOrder();
  const { dialect } = lookups;
  const { probability } = scoring({ ...artifact, fields }, { dialect, table: 'rows', time: timeOf });
  if (lookups.joins() > MOST_JOINS) return `SELECT *, ${core.probability} AS ${PROBABILITY} FROM rows`;
  return `SELECT *, coalesce(${SQL_PROBABILITY}, ${core.probability}) AS ${PROBABILITY}
    FROM (SELECT ${ROW}.*, ${probability} AS ${SQL_PROBABILITY} FROM ${lookups.over('rows')} AS ${ROW})`;
}

/** A field that leaves categories in other spellings to the core. */
function asExact(field: Field): Field {
  return field.type === 'category' && field.match === 'folded' ? { ...field, unknown: 'reject' } : field;
}
