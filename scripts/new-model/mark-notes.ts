import { Failure } from '../cli/command.ts';
import { withThousands } from '../cli/number-text.ts';
import { type Connection, identifier, literal, select } from '../data-file/database.ts';
import { usualMarks, withoutGivenMarks } from '../data-file/missing-marks.ts';
import type { ProposedField } from './field.ts';
import { columnsOfType } from './written-offsets.ts';

/** What the report says about texts that mark missing values: which count as such by a guess, and which do not. */
export async function markNotes(connection: Connection, fields: readonly ProposedField[]): Promise<string[]> {
  const texts = await columnsOfType(connection, 'source', 'VARCHAR');
  const notes: string[] = [];
  for (const { name, column, type } of fields) {
    if (!texts.includes(column)) continue;
    const text = identifier(column);
    const sql = `SELECT trim(${text}) AS mark, count(*) AS rows FROM source WHERE ${usualMarks(text)} GROUP BY mark ORDER BY mark`;
    const found = (await select(connection, sql)).map((row) => ({ mark: String(row.mark), rows: Number(row.rows) }));
    if (found.length === 0) continue;
    const listed = found.map(({ mark, rows }) => `${JSON.stringify(mark)} (${withThousands(rows)} rows)`).join(', ');
    const asked = found.map(({ mark }) => `--missing ${JSON.stringify(mark)}`).join(' ');
    notes.push(
      type === 'category'
        ? `${name}: ${listed} read as categories; ${asked} makes them missing values`
        : `${name}: ${listed} read as missing, which is a guess; --missing TEXT names what is missing instead`,
    );
  }
  return notes;
}

/** @throws {Failure} when no column has a text that `--missing` names */
export async function checkMarks(connection: Connection, missing: readonly string[] = []): Promise<void> {
  const described = await select(connection, 'DESCRIBE source');
  const columns = described.map((row) => identifier(String(row.column_name)));
  for (const mark of missing) {
    const has = columns.map(
      (column) => `bool_or(${column} IS NOT NULL AND (${withoutGivenMarks(column, [mark])}) IS NULL)`,
    );
    const [found] = await select(connection, `SELECT ${has.join(' OR ')} AS found FROM source`);
    if (mark.trim() === '' || !found!.found) throw new Failure(`--missing ${literal(mark)}: no column has this text`);
  }
}
