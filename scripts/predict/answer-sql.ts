import type { Artifact } from '../../src/core/artifact.ts';
import type { Field } from '../../src/core/field.ts';
import { columnNames } from '../data-file/column-names.ts';
import { identifier } from '../data-file/database.ts';
import { ROW, scoring } from '../sql/select.ts';
import type { Details } from './answer-row.ts';
import { lookupsInOrder } from './lookups-in-order.ts';
import { type OpenRows, originalName } from './open-rows.ts';

/** The two queries that a file of rows is turned into. */
export interface AnswerSql {
  /** All columns of the rows that are answered, and the answers. */
  answered: string;
  /** All columns of the rows that are refused, and why. */
  refused: string;
}

/**
 * SQL that answers `rows`. The probability comes from SQL; the core answers the rows that SQL does not take, because a category is
 * spelled differently, and says why others are refused. With details, the core answers every row.
 * @param call SQL that asks the core: see `registerCore`
 */
export function answerSql(artifact: Artifact, { columns, time }: OpenRows, call: string, details: Details): AnswerSql {
  const positive = artifact.classes[1];
  const isDetailed = details.level !== undefined || details.explain === true;
  const asked = isDetailed ? `SELECT *, ${call} AS a FROM rows` : askedBySql(artifact, time, call);
  const probability = isDetailed ? 'a.probability' : 'coalesce(p, a.probability)';
  const added: [sql: string, name: string][] = [
    [probability, positive],
    ...(details.level === undefined
      ? []
      : [['a.low', `${positive} low`] as const, ['a.high', `${positive} high`] as const]),
    ...(details.explain ? [['a.explanation', 'explanation'] as const] : []),
  ].map(([sql, name]) => [sql!, name!]);
  const select = (more: readonly (readonly [sql: string, name: string])[], condition: string) => {
    const names = columnNames([...columns.map(({ name }) => name), ...more.map(([, name]) => name)]);
    const values = [...columns.map((_, k) => originalName(k)), ...more.map(([sql]) => sql)];
    const selected = values.map((value, k) => `${value} AS ${identifier(names[k]!)}`);
    return `SELECT ${selected.join(', ')} FROM (${asked}) WHERE ${condition}`;
  };
  return {
    answered: select(added, 'a.problem IS NULL'),
    refused: select([['a.problem', 'problem']], 'a.problem IS NOT NULL'),
  };
}

/** Rows with their probability `p`, and the answer `a` of the core where that is NULL. */
function askedBySql(artifact: Artifact, time: OpenRows['time'], call: string): string {
  const fields = artifact.fields.map(asExact);
  const timeOf = (field: Field) => time(artifact.fields[fields.indexOf(field)]!);
  const { dialect, over } = lookupsInOrder();
  const { probability } = scoring({ ...artifact, fields }, { dialect, table: 'rows', time: timeOf });
  return `SELECT *, CASE WHEN p IS NULL THEN ${call} END AS a
    FROM (SELECT ${ROW}.*, ${probability} AS p FROM ${over('rows')} AS ${ROW})`;
}

/** A field that leaves categories in other spellings to the core. */
function asExact(field: Field): Field {
  return field.type === 'category' && field.match === 'folded' ? { ...field, unknown: 'reject' } : field;
}
