import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Failure } from '../../../../scripts/cli/command.ts';
import { execute, identifier, literal, select } from '../../../../scripts/data-file/database.ts';
import { openData } from '../../../../scripts/data-file/open-data.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { modelNames } from '../../../../scripts/models/artifacts.ts';
import { findData, readDefinition, readModel } from '../../../../scripts/models/read-model.ts';
import { pageWords } from '../../../../scripts/pages/page-words.ts';
import { playgroundFiles } from '../../../../scripts/pages/playground-files.ts';
import { environmentFiles } from '../../../../scripts/worker/environment-files.ts';
import { readWranglerConfig } from '../../../../scripts/wrangler/config.ts';
import type { Field } from '../../../../src/core/artifact.ts';
import { compileRowScan, type Value } from './rows-in-text.ts';

/*
 * No row of the data is in a committed or served file. One request stays: the replaced service documented it, and the
 * data have that flight once.
 */
const DOCUMENTED: Record<string, readonly (string | number)[]> = {
  delay: [3, 2, 9, 'Grupo LATAM', 'N', 'La Serena', 'Viernes'],
};

const artifacts = readArtifacts('models');

/** All models but those that other software has fitted. */
function trainedModels(): string[] {
  return modelNames().filter((model) => Object.keys(readDefinition(model).definition.variants).length > 0);
}

describe.each(trainedModels())('model %s', async (model) => {
  const { definition, query } = readModel(model);
  const path = dataPath();
  const { fields } = artifacts.find((file) => file.model === model)!.artifact;
  const rowsInText = compileRowScan(fields);
  const note = path === undefined ? ' (skipped: the data are missing)' : '';

  test(`the scan finds the rows of the examples, as objects and as tensors${note}`, async () => {
    const golden = rowsInText(readFileSync(`models/${model}/examples.json`, 'utf8'));
    expect(golden.length).toBeGreaterThanOrEqual(50);
    const [openApi] = (await servedFiles()).filter(([name]) => name === 'local/assets/openapi.json');
    expect(rowsInText(openApi![1])).toEqual(expect.arrayContaining(golden.slice(0, 1)));
  });

  test('every category of a short vocabulary is in the examples', () => {
    const golden = rowsInText(readFileSync(`models/${model}/examples.json`, 'utf8'));
    for (const [f, field] of fields.entries()) {
      if (field.type !== 'category') continue;
      const values = [...field.vocabulary, ...(field.missing ? [null] : [])];
      expect(new Set(golden.map((row) => row[f]))).toEqual(new Set(values));
    }
  });

  test.skipIf(path === undefined)(
    `no committed or served file has a row of the data${note}`,
    async () => {
      const found = [...committedFiles(), ...(await servedFiles())].flatMap(([file, text]) =>
        rowsInText(text).map((row) => ({ file, row })),
      );
      expect(found.length).toBeGreaterThan(50);
      const known = new Set((await inData(found.map(({ row }) => row))).map((row) => JSON.stringify(row)));
      const shown = found.filter(({ row }) => known.has(JSON.stringify(row.map(String))));
      const allowed = JSON.stringify(DOCUMENTED[model]);
      expect(shown.filter(({ row }) => JSON.stringify(row) !== allowed)).toEqual([]);
      if (DOCUMENTED[model]) expect(shown.map(({ file }) => file)).toContain('README.md');
    },
    300_000,
  );

  async function inData(rows: readonly Value[][]): Promise<string[][]> {
    const connection = await openData(path!);
    try {
      await execute(connection, `CREATE TEMP TABLE rows AS ${query.trim().replace(/;$/, '')}`);
      const values = rows.map((row) => `(${row.map((value) => literal(String(value))).join(', ')})`).join(', ');
      const columns = fields
        .map((field) => `coalesce(${textOf(field)}, 'null') AS ${identifier(field.name)}`)
        .join(', ');
      const names = fields.map(({ name }) => identifier(name)).join(', ');
      const sql = `SELECT ${columns} FROM rows INTERSECT SELECT * FROM (VALUES ${values}) AS shown(${names})`;
      return (await select(connection, sql)).map((row) => fields.map(({ name }) => String(row[name])));
    } finally {
      connection.closeSync();
    }
  }

  function dataPath(): string | undefined {
    try {
      return findData(definition);
    } catch (error) {
      if (error instanceof Failure) return undefined;
      throw error;
    }
  }
});

/** SQL for the value of a column as the examples show it: timestamps count to the hour. */
function textOf({ name, type }: Field): string {
  const column = identifier(name);
  return type === 'timestamp' ? `strftime(date_trunc('hour', ${column}), '%Y-%m-%dT%H:%M')` : `${column}::VARCHAR`;
}

/** Files that git knows or would add, by name. */
function committedFiles(): [name: string, text: string][] {
  const names = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' });
  return names
    .split('\n')
    .filter((name) => existsSync(name) && !/^(|node_modules|.*\.bin)$/.test(name))
    .map((name) => [name, readFileSync(name, 'utf8')]);
}

/** What every environment answers to everybody: its pages, and what it says about each model. */
async function servedFiles(): Promise<[name: string, text: string][]> {
  const playground = { files: await playgroundFiles(), words: await pageWords(artifacts) };
  const environments = await readWranglerConfig();
  const files = await Promise.all(environments.map((one) => environmentFiles(one, artifacts, playground)));
  return files.flatMap((built, e) =>
    [...built].map(([name, contents]): [string, string] => {
      return [`${environments[e]!.name}/${name}`, String(Buffer.from(contents))];
    }),
  );
}
