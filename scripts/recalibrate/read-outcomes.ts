import type { Artifact } from '../../src/core/artifact.ts';
import { Failure } from '../cli/command.ts';
import type { ModelDefinition } from '../models/definition.ts';
import type { OutcomeClusters } from '../outcomes/outcome-clusters.ts';
import { type OutcomeFile, readOutcomeFile } from '../outcomes/outcome-file.ts';
import { answeredLogits } from '../outcomes/probabilities.ts';
import { missingFields, scoreFields } from '../outcomes/rows-of-fields.ts';
import type { Outcomes } from './intercept-shift.ts';
import { fittedIntercept } from './recalibrated-artifact.ts';

/**
 * Reads the outcomes of rows: a file with a column `outcome` (or `target`) of 0 and 1 and either the fields of the model,
 * which are scored again, or the `probability` that the current artifact answered. Categories are the texts in the file.
 * @throws {Failure} naming the column or the row that is wrong
 */
export async function readOutcomes(
  path: string,
  artifact: Artifact,
  definition: Pick<ModelDefinition, 'fields' | 'splits' | 'missing'>,
): Promise<Outcomes & { clusters?: OutcomeClusters }> {
  const fields = artifact.fields.map(({ name }) => name);
  const file = await readOutcomeFile(path, [...fields, 'probability'], definition);
  const unknown = file.outcomes.findIndex(Number.isNaN);
  if (unknown >= 0) throw new Failure(`${path}, row ${unknown + 1} has no outcome: expected 0 or 1`);
  return {
    logit: fittedLogits(file, artifact),
    weight: new Float64Array(file.rows).fill(1),
    positives: file.outcomes,
    ...(file.clusters && { clusters: file.clusters }),
  };
}

/** The logits that the artifact gives with its fitted intercept. */
function fittedLogits(file: OutcomeFile, artifact: Artifact): Float64Array {
  const missing = missingFields(file, artifact.fields);
  if (missing.length === 0) {
    const rows = Uint32Array.from(file.outcomes, (_, r) => r);
    return scoreFields(file, { ...artifact, intercept: fittedIntercept(artifact) }, rows, (row, reason) => {
      throw new Failure(`${file.path}, row ${row + 1}: ${reason}`);
    });
  }
  if (file.columns.has('probability')) {
    const shift = artifact.training.recalibration?.shift ?? 0;
    return answeredLogits(file).map((logit) => logit - shift);
  }
  throw new Failure(
    `${file.path} needs every field of ${artifact.model}, or a column probability; missing: ${missing.join(', ')}`,
  );
}
