import type { Artifact, Frequencies } from '../../src/core/artifact.ts';
import { binOf } from '../../src/core/bin.ts';
import { UNKNOWN } from '../../src/core/cell.ts';
import { codeCount, MISSING_CODE } from '../../src/core/code.ts';
import { sigmoid } from '../../src/core/sigmoid.ts';
import { Failure } from '../cli/failure.ts';
import { logOdds } from '../maths/log-odds.ts';
import { frequencyErrors } from '../models/frequency-errors.ts';
import { type LogSummary, readRequests } from '../request-logs/read-requests.ts';

/** How often codes occur in a field. */
export interface FieldCounts {
  /** By code from 0. */
  known: Float64Array;
  unknown: number;
  missing: number;
}

/** The coded rows that an artifact answered. */
export interface CodedRows {
  artifact: Artifact & { frequencies: Frequencies };
  rows: number;
  fields: FieldCounts[];
  /** Rows by answer, in the tenths of the training answers: those between these edges, which a recalibration moves along. */
  answers: Float64Array;
  edges: Float64Array;
}

/** The requests to a model in logs. */
export interface CountedLogs extends LogSummary {
  /** Requests to the model: answered, and refused because of their rows (422). */
  answered: number;
  refused: number;
  /** By artifact; the one with most rows first. */
  counted: CodedRows[];
}

/**
 * Counts the coded rows of the requests to a model.
 * @param artifactOf finds the artifact of a digest
 * @throws {Failure} when a log cannot be read, has no coded rows of the model, or an artifact has no frequencies
 */
export async function countRows(
  model: string,
  paths: readonly string[],
  artifactOf: (digest: string) => Promise<Artifact>,
): Promise<CountedLogs> {
  const byDigest = new Map<string, CodedRows>();
  let [answered, refused] = [0, 0];
  const summary = await readRequests(paths, async (request) => {
    if (request.model !== model) return;
    if (request.status === 422) refused++;
    if (request.status === 200) answered++;
    const { digest, codes, probabilities } = request;
    if (digest === undefined || codes === undefined || probabilities === undefined) return;
    const known = byDigest.get(digest) ?? emptyCounts(await artifactOf(digest));
    byDigest.set(digest, known);
    addRows(known, codes, probabilities);
  });
  if (byDigest.size === 0) {
    throw new Failure(
      `${paths.join(', ')}: no request to ${model} has coded rows, only ${answered} without; set DRIFT_SAMPLE above 0`,
    );
  }
  const counted = [...byDigest.values()].sort((a, b) => b.rows - a.rows);
  return { ...summary, answered, refused, counted };
}

function emptyCounts(artifact: Artifact) {
  const { model, variant, fields, frequencies, training } = artifact;
  const wrong = frequencyErrors(artifact)[0];
  if (wrong || frequencies === undefined) {
    throw new Failure(
      `${model}/${variant} (${artifact.digest}) has no frequencies of training${wrong ? ` that fit: ${wrong}` : ''}; npm run models -- upgrade ${model}, or training, adds them`,
    );
  }
  // A recalibration moves all answers; what it did on purpose is no drift.
  const shift = training.recalibration?.shift ?? 0;
  return {
    artifact: { ...artifact, frequencies },
    rows: 0,
    fields: fields.map((field) => ({ known: new Float64Array(codeCount(field)), unknown: 0, missing: 0 })),
    answers: new Float64Array(frequencies.answers.length),
    edges: Float64Array.from(frequencies.edges, (edge) => sigmoid(logOdds(edge) + shift)),
  };
}

function addRows(counts: CodedRows, codes: readonly (readonly number[])[], probabilities: readonly number[]): void {
  for (const [row, probability] of probabilities.entries()) {
    counts.rows++;
    counts.answers[binOf(counts.edges, probability)]! += 1;
    for (const [f, field] of counts.fields.entries()) {
      const code = codes[row]?.[f] ?? UNKNOWN;
      if (code === MISSING_CODE) field.missing++;
      else if (code >= 0 && code < field.known.length) field.known[code]! += 1;
      else field.unknown++;
    }
  }
}
