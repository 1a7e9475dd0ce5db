import { expect, test } from 'vitest';
import { artifactErrors } from '../../../../scripts/models/artifact-errors.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { sha256 } from '../../../../scripts/models/digest.ts';

const { model, variant, artifact, draws = new Uint8Array() } = readArtifacts('models').find(({ draws }) => draws)!;

function errorOf(draws: Uint8Array | undefined, uncertainty = artifact.uncertainty) {
  const { uncertainty: _, ...plain } = artifact;
  const changed = { ...plain, ...(uncertainty && { uncertainty }) };
  const [error] = artifactErrors([{ model, variant, artifact: changed, ...(draws && { draws }) }]);
  return error;
}

const again = `train ${model} ${variant} again`;

test('artifactErrors() accepts only the draws of the fit of the artifact', () => {
  expect(errorOf(draws)).toBeUndefined();
  expect(errorOf(undefined)).toBe(`models/${model}/${variant}.json: ${variant}.draws.bin is missing; ${again}`);
  const other = Uint8Array.from(draws, (byte, k) => (k === draws.length - 1 ? byte ^ 1 : byte));
  expect(errorOf(other)).toContain(`${variant}.draws.bin is not the file it was trained with; ${again}`);
  const { artifact: plain } = readArtifacts('models').find(({ draws }) => !draws) ?? {};
  if (plain) {
    const stray = artifactErrors([{ model: plain.model, variant: plain.variant, artifact: plain, draws }]);
    expect(stray[0]).toContain('is next to it, but it does not mention draws');
  }
});

test('artifactErrors() finds draws of another shape or number', () => {
  const short = draws.slice(0, -1);
  expect(errorOf(short, { ...artifact.uncertainty!, file: sha256(short) })).toMatch(/the draws have \d+ bytes/);
  expect(errorOf(draws, { ...artifact.uncertainty!, draws: 1 })).toContain(`draws, not 1; ${again}`);
});
