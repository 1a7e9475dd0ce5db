import type { Artifact } from '../../src/core/artifact.ts';
import { artifactOfDigest } from '../changes/artifact-of-digest.ts';
import { Failure } from '../cli/failure.ts';
import type { OutcomeFile, Text } from '../outcomes/outcome-file.ts';
import { answeredLogits } from '../outcomes/probabilities.ts';
import { missingFields, scoreFields } from '../outcomes/rows-of-fields.ts';
import type { LoggedAnswers } from './logged-answers.ts';

/** An artifact that answered, and its rows. */
export interface Answering {
  artifact: Artifact;
  /** Positions in the file of outcomes. */
  rows: Uint32Array;
}

/** What was answered to the rows of a file of outcomes. */
export interface Answers {
  /** How the answers are known. */
  how: 'the fields, scored again' | 'the column probability' | 'the logs, by request id';
  /** By row: the logit that was answered; NaN if there is none. */
  logit: Float64Array;
  /** The artifacts that answered; the one with most rows first. */
  answering: Answering[];
  /** Rows that their artifact refuses: how many, and the first of them with its reason. */
  refused: { rows: number; first?: string };
}

/** The columns of a file of outcomes that say what was answered. */
export const ANSWER_COLUMNS = ['probability', 'digest', 'variant', 'request_id', 'row'];

export interface AnswerOptions {
  model: string;
  /** The artifact of a variant in the project; the one that is served without a name. */
  current: (variant?: string) => Promise<Artifact>;
  /** The answers in logs, by request id and row. */
  logged?: LoggedAnswers | undefined;
}

/**
 * The answers to the rows of a file: its fields scored again by the artifact of its column `digest` (or `variant`), else
 * its column `probability`, else the logs that its column `request_id` (and `row`, from 0) points into.
 * @throws {Failure} when the file has none of these
 */
export async function answersTo(file: OutcomeFile, options: AnswerOptions): Promise<Answers> {
  const { fields } = await options.current();
  const missing = missingFields(file, fields);
  if (missing.length === 0) return scoredAgain(file, await answeringOf(file, options));
  if (file.columns.has('probability')) {
    const answering = await answeringOf(file, options);
    return { how: 'the column probability', logit: answeredLogits(file), answering, refused: { rows: 0 } };
  }
  if (file.columns.has('request_id') && options.logged) return fromLogs(file, options, options.logged);
  throw new Failure(
    `${file.path} does not say what was answered. It needs the fields of ${options.model} (missing: ${missing.join(', ')}), or a column probability, or a column request_id and --logs`,
  );
}

function scoredAgain(file: OutcomeFile, answering: Answering[]): Answers {
  const logit = new Float64Array(file.rows);
  const refused: Answers['refused'] = { rows: 0 };
  for (const { artifact, rows } of answering) {
    const own = scoreFields(file, artifact, rows, (row, reason) => {
      refused.rows++;
      refused.first ??= `row ${row + 1}: ${reason}`;
    });
    for (const [k, row] of rows.entries()) logit[row] = own[k]!;
  }
  return { how: 'the fields, scored again', logit, answering, refused };
}

/** The artifact that answered each row, by the columns `digest` and `variant`. */
async function answeringOf(file: OutcomeFile, { model, current }: AnswerOptions): Promise<Answering[]> {
  const [digests, variants] = ['digest', 'variant'].map((name) => file.columns.get(name));
  const keys = Array.from({ length: file.rows }, (_, r) => {
    return JSON.stringify([present(digests?.[r]), present(variants?.[r])]);
  });
  return grouped(keys, async (key) => {
    const [digest, variant] = JSON.parse(key) as (string | null)[];
    return digest ? artifactOfDigest(model, digest) : current(variant ?? undefined);
  });
}

async function fromLogs(file: OutcomeFile, { model, current }: AnswerOptions, logged: LoggedAnswers): Promise<Answers> {
  const [ids, numbers] = ['request_id', 'row'].map((name) => file.columns.get(name));
  const found = Array.from({ length: file.rows }, (_, r) => {
    return logged.find(ids![r] ?? '', Number(present(numbers?.[r]) ?? 0));
  });
  const answering = await grouped(
    found.map((one) => one?.digest ?? ''),
    (digest) => (digest === '' ? current() : artifactOfDigest(model, digest)),
  );
  const logit = Float64Array.from(found, (one) => one?.logit ?? Number.NaN);
  return { how: 'the logs, by request id', logit, answering, refused: { rows: 0 } };
}

/** Rows by the artifact that their key stands for; the one with most rows first. */
async function grouped(keys: readonly string[], open: (key: string) => Promise<Artifact>): Promise<Answering[]> {
  const rowsOf = Map.groupBy(keys.keys(), (row) => keys[row]!);
  const opened = await Promise.all([...rowsOf].map(async ([key, rows]) => ({ artifact: await open(key), rows })));
  const merged = Map.groupBy(opened, ({ artifact }) => artifact.digest);
  return [...merged.values()]
    .map((group) => ({
      artifact: group[0]!.artifact,
      rows: Uint32Array.from(group.flatMap(({ rows }) => rows)).sort(),
    }))
    .sort((a, b) => b.rows.length - a.rows.length);
}

function present(text: Text | undefined): string | null {
  return text === undefined || text === null || text.trim() === '' ? null : text.trim();
}
