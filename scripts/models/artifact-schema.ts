import * as z from 'zod';
import { artifactSchemas } from '../../src/core/artifact.ts';
import { FORMAT, MINOR } from '../../src/core/artifact-format.ts';

/** What the members of an artifact are. */
const DESCRIPTIONS: Record<keyof ReturnType<typeof artifactSchemas>['artifact']['shape'], string> = {
  format: 'Version of the format; another one may change the meaning of members. The digest covers it.',
  minor: 'Minor version of the format: it adds members that change no answer. Absent: 0.',
  model: 'Name of the model, which is its folder.',
  variant: 'Name of the variant, which is its file.',
  title: 'The yes/no question.',
  description: 'What sets this variant apart.',
  classes: 'Names of the negative and the positive class.',
  intercept: 'Log-odds that every row starts from.',
  fields: 'The members of a request, in order.',
  features: 'What the logit sums, with coefficients as log-odds.',
  averageLogOdds: 'For each feature: its mean log-odds over the training rows.',
  frequencies: 'How often values and answers occurred in training, to tell drift by; `npm run drift` reads it.',
  changeable: 'Fields that the caller can choose.',
  thresholds: 'For each purpose, the probability from which on a row counts as positive.',
  uncertainty: 'The draws of the coefficients, in <variant>.draws.bin next to the artifact.',
  training: 'What the variant was trained on, and how; or which software has fitted it.',
  evaluation: 'Figures of held-out fits of the same definition.',
  examples: 'Made-up rows with their answers, which the service scores again.',
  digest: 'SHA-256 of the members that decide answers: format, model, variant, classes, intercept, fields, features.',
};

/** The JSON Schema of an artifact of today's format. */
export function renderArtifactSchema(): string {
  const { properties = {}, ...schema } = z.toJSONSchema(artifactSchemas().artifact, { io: 'input' });
  const described = Object.entries(DESCRIPTIONS).map(([name, description]) => [
    name,
    { description, ...(properties[name] as object) },
  ]);
  const title = `Artifact of edge-logit, format ${FORMAT}.${MINOR}`;
  const members = { ...Object.fromEntries(described), format: { description: DESCRIPTIONS.format, const: FORMAT } };
  return `${JSON.stringify({ ...schema, title, properties: members }, null, 2)}\n`;
}
