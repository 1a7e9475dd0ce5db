import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { exchangeErrors } from '../../../../scripts/exchange/exchange-errors.ts';
import { exchangeSchema } from '../../../../scripts/exchange/exchange-model.ts';
import { fromArtifact } from '../../../../scripts/exchange/from-artifact.ts';
import { plainLogit } from '../../../../scripts/exchange/plain-logit.ts';
import { toArtifact } from '../../../../scripts/exchange/to-artifact.ts';
import { requireParity } from '../../../../scripts/import/parity.ts';
import { randomSource } from '../../../../scripts/maths/random.ts';
import { readArtifacts } from '../../../../scripts/models/artifact-files.ts';
import { scoreInputs } from '../../../../scripts/training/artifact/examples.ts';
import { readGoldenInputs } from '../../../../scripts/training/artifact/golden.ts';
import { runs } from '../../../proof.ts';
import { expected } from '../sql/expected.ts';
import { drawArtifact } from '../sql/random-artifact.ts';
import { drawRows } from '../sql/random-rows.ts';

/** As it is in a file. */
const written = (model: object) => exchangeSchema.parse(JSON.parse(JSON.stringify(model)));

test.each(readArtifacts('models').map((file) => [`${file.model}/${file.variant}`, file] as const))(
  'fromArtifact(%s): an import of the export gives the golden rows the same logits, bit by bit',
  (_, { model, artifact }) => {
    const back = toArtifact(written(fromArtifact(artifact)));
    const inputs = readGoldenInputs(`models/${model}/examples.json`);
    expect(scoreInputs(back, inputs)).toEqual(scoreInputs(artifact, inputs));
  },
);

test('fromArtifact: what is made of any variant is valid, and answers and refuses any row as the variant does, to 1e-12', {
  timeout: 300_000,
}, () => {
  fc.assert(
    fc.property(fc.noShrink(fc.nat()), (seed) => {
      const random = randomSource(seed);
      const artifact = drawArtifact(random);
      // An artifact has a feature.
      fc.pre(artifact.features.length > 0);
      const model = written(fromArtifact({ title: 'Is it?', ...artifact }));
      expect(exchangeErrors(model)).toEqual([]);
      const rows = drawRows(artifact.fields, 60, random);
      const found = expected(toArtifact(model), rows);
      for (const [k, answer] of expected(artifact, rows).entries()) {
        if (answer === null || found[k] === null) expect(found[k]).toBe(answer);
        else expect(Math.abs(found[k]! - answer)).toBeLessThanOrEqual(1e-12);
      }
    }),
    { numRuns: Math.ceil(runs(12_500) / 25) },
  );
});

test('plainLogit of any variant agrees with the core to 1e-12', { timeout: 300_000 }, () => {
  fc.assert(
    fc.property(fc.noShrink(fc.nat()), (seed) => {
      const artifact = drawArtifact(randomSource(seed));
      fc.pre(artifact.features.length > 0);
      const model = written(fromArtifact({ title: 'Is it?', ...artifact }));
      const logit = plainLogit(model);
      const probability = (row: Parameters<typeof logit>[0]) => 1 / (1 + Math.exp(-logit(row)));
      expect(requireParity({ model, probability, notes: [] }, 'it', artifact)).toBeLessThanOrEqual(1e-12);
    }),
    { numRuns: Math.ceil(runs(5000) / 100) },
  );
});
