import {
  DOUBLE,
  type DuckDBDataChunk,
  DuckDBScalarFunction,
  type DuckDBType,
  type DuckDBValue,
  STRUCT,
  VARCHAR,
} from '@duckdb/node-api';
import type { Field } from '../../src/core/field.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import { type Connection, identifier } from '../data-file/database.ts';
import type { Answers } from './answer-row.ts';
import { textName } from './open-rows.ts';

/** The core as functions in SQL: each of these is a call for a row of `rows`. */
export interface CoreFunctions {
  /** The probability of the positive class; NULL for a row that is refused. */
  probability: string;
  /** A struct of `probability`, `low`, `high` and `explanation`; each is NULL where there is none. */
  details: string;
  /** Why a row is refused. */
  problem: string;
  /** Whether `probability` or `details` refused a row so far. */
  hasRefused(): boolean;
}

const DETAILS = { probability: DOUBLE, low: DOUBLE, high: DOUBLE, explanation: VARCHAR };
const REFUSED = { probability: null, low: null, high: null, explanation: null };

/**
 * Lends the core to a database, for rows that SQL does not answer and for what SQL cannot say. DuckDB's threads send chunks of
 * rows to the thread of this program.
 */
export function registerCore(connection: Connection, fields: readonly Field[], answers: Answers): CoreFunctions {
  let hasRefused = false;

  function register(
    name: string,
    returnType: DuckDBType,
    resultOf: (values: readonly unknown[]) => DuckDBValue,
  ): string {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        returnType,
        parameterTypes: fields.flatMap((field) => (isNumber(field) ? [DOUBLE, VARCHAR] : [VARCHAR])),
        specialHandling: true,
        volatile: true,
        mainFunction(_, input, output) {
          const valuesOf = rowReader(fields, input);
          for (let row = 0; row < input.rowCount; row++) output.setItem(row, resultOf(valuesOf(row)));
          output.flush();
        },
      }),
    );
    return `${name}(${fields.flatMap(parameters).join(', ')})`;
  }

  const answerTo = (values: readonly unknown[]) => {
    const answer = answers.toValues(values);
    hasRefused ||= answer === undefined;
    return answer;
  };
  return {
    hasRefused: () => hasRefused,
    probability: register('core_probability', DOUBLE, (values) => {
      const answer = answerTo(values);
      return answer === undefined ? null : sigmoid(answer.logit);
    }),
    details: register('core_details', STRUCT(DETAILS), (values) => {
      const answer = answerTo(values);
      if (answer === undefined) return { entries: REFUSED };
      const { logit, interval: [low, high] = [null, null], explanation } = answer;
      return { entries: { probability: sigmoid(logit), low, high, explanation: textOf(explanation) } };
    }),
    problem: register('core_problem', VARCHAR, (values) => {
      const present = fields.flatMap(({ name }, f) => (values[f] === null ? [] : [[name, values[f]]]));
      const answer = answers.toRow(Object.fromEntries(present));
      return 'errors' in answer ? answer.errors.map(({ detail }) => detail).join('; ') : null;
    }),
  };
}

function textOf(explanation: object | undefined): string | null {
  return explanation === undefined ? null : JSON.stringify(explanation);
}

function isNumber({ type }: Field): boolean {
  return type === 'integer' || type === 'number';
}

/** What a call passes: the value; of a number also the text, if it is none; and times as texts. */
function parameters(field: Field, f: number): string[] {
  const value = identifier(field.name);
  if (isNumber(field)) return [value, `CASE WHEN isnan(${value}) THEN ${textName(f)} END`];
  return [field.type === 'category' ? value : `CASE WHEN ${value} IS NOT NULL THEN ${textName(f)} END`];
}

/** Reads the values of a row of a chunk, in the order of the fields; the array is the same for all rows. */
function rowReader(fields: readonly Field[], chunk: DuckDBDataChunk): (row: number) => readonly unknown[] {
  const columns = chunk.getColumns();
  const places = fields.map((_, f) => f + fields.slice(0, f).filter(isNumber).length);
  const values: unknown[] = new Array(fields.length);
  return (row) => {
    for (let f = 0; f < fields.length; f++) {
      const value = columns[places[f]!]![row];
      values[f] = Number.isNaN(value) ? columns[places[f]! + 1]![row] : value;
    }
    return values;
  };
}
