import { DOUBLE, DuckDBScalarFunction, STRUCT, VARCHAR } from '@duckdb/node-api';
import type { Field } from '../../src/core/field.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import { type Connection, identifier } from '../data-file/database.ts';
import type { AnswerRow } from './answer-row.ts';
import { textName } from './open-rows.ts';

const NAME = 'answer_row';

/** What the function returns; what an answer lacks is NULL. */
const RETURNED = { probability: DOUBLE, low: DOUBLE, high: DOUBLE, explanation: VARCHAR, problem: VARCHAR };
const NOTHING = { probability: null, low: null, high: null, explanation: null, problem: null };

/** The core as a function in SQL. */
export interface CoreFunction {
  /** SQL over `rows` that calls it for a row: a struct with `probability`, `low`, `high`, `explanation` and `problem`. */
  call: string;
  /** Whether a row was refused so far. */
  hasRefused(): boolean;
}

/**
 * Lends the core to a database, for rows that SQL does not answer and for what SQL cannot say. DuckDB's threads send chunks of
 * rows to the thread of this program.
 */
export function registerCore(connection: Connection, fields: readonly Field[], answerRow: AnswerRow): CoreFunction {
  let hasRefused = false;
  const returned = (row: object) => {
    const answer = answerRow(row);
    if ('errors' in answer) {
      hasRefused = true;
      return { ...NOTHING, problem: answer.errors.map(({ detail }) => detail).join('; ') };
    }
    const { logit, interval: [low, high] = [null, null], explanation } = answer;
    const text = explanation ? JSON.stringify(explanation) : null;
    return { ...NOTHING, probability: sigmoid(logit), low, high, explanation: text };
  };
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: NAME,
      returnType: STRUCT(RETURNED),
      parameterTypes: fields.flatMap((field) => (isNumber(field) ? [DOUBLE, VARCHAR] : [VARCHAR])),
      specialHandling: true,
      volatile: true,
      mainFunction(_, input, output) {
        const columns = input.getColumns();
        for (let row = 0; row < input.rowCount; row++) {
          output.setItem(row, { entries: returned(rowOf(fields, columns, row)) });
        }
        output.flush();
      },
    }),
  );
  return { call: `${NAME}(${fields.flatMap(parameters).join(', ')})`, hasRefused: () => hasRefused };
}

function parameters(field: Field, f: number): string[] {
  const value = identifier(field.name);
  if (isNumber(field)) return [value, textName(f)];
  return [field.type === 'category' ? value : `CASE WHEN ${value} IS NOT NULL THEN ${textName(f)} END`];
}

function isNumber({ type }: Field): boolean {
  return type === 'integer' || type === 'number';
}

/** A row as the service takes it: without the members that are missing, and with a text in place of a number that is none. */
function rowOf(fields: readonly Field[], columns: readonly (readonly unknown[])[], row: number): object {
  const members: [string, unknown][] = [];
  let at = 0;
  for (const field of fields) {
    const value = columns[at++]![row];
    const text = isNumber(field) ? columns[at++]![row] : value;
    if (value !== null) members.push([field.name, Number.isNaN(value) ? text : value]);
  }
  return Object.fromEntries(members);
}
