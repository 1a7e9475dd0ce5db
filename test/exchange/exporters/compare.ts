/**
 * Prints how far models in the exchange format are from the answers of the software that wrote them:
 * node test/exchange/exporters/compare.ts FILE…
 */
import { basename } from 'node:path';
import { toArtifact } from '../../../scripts/exchange/to-artifact.ts';
import { exchangeJson } from '../../../scripts/import/exchange-json.ts';
import { requireParity } from '../../../scripts/import/parity.ts';
import { answerInput } from '../../../src/core/answer-input.ts';
import { compileEncoder } from '../../../src/core/encode.ts';
import { compileScorer } from '../../../src/core/score.ts';

for (const path of process.argv.slice(2)) {
  const read = await exchangeJson.read(path);
  const content = toArtifact(read.model);
  const [encoder, scorer] = [compileEncoder(content.fields), compileScorer(content)];
  const { examples = [], source } = read.model;
  const largest = (answer: (input: (typeof examples)[number]['input']) => number) =>
    Math.max(...examples.map(({ input, probability }) => Math.abs(answer(input) - probability))).toExponential(1);
  console.log(
    `${basename(path)}: ${examples.length} answers of ${source} differ by ${largest((input) => answerInput(encoder, scorer, input).probability)}; ` +
      `the served model differs from the numbers of the file by ${requireParity(read, path, content).toExponential(1)}`,
  );
}
