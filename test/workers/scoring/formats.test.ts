import { expect, test } from 'vitest';
import { answerInput } from '../../../src/core/answer-input.ts';
import { createRegistry } from '../../../src/scoring/registry.ts';

type Answer = { input: Record<string, string | number>; logit: number; probability: number };

const files = import.meta.glob<Record<string, unknown>>('../../artifacts/*/*.json', { eager: true, import: 'default' });
const artifacts = Object.entries(files).filter(([path]) => !path.endsWith('answers.json'));

test.each(artifacts)('workerd gives the answers of %s', (path, json) => {
  const variant = String(json.variant);
  const { encoder, scorer } = createRegistry([{ model: 'kinds', variant, json }]).variant('kinds', variant);
  const answers = files[path.replace(/[^/]+$/, 'answers.json')]![variant] as Answer[];
  expect(answers.length).toBeGreaterThanOrEqual(15);
  for (const { input, logit, probability } of answers) {
    const answer = answerInput(encoder, scorer, input);
    expect(Math.abs(answer.logit - logit)).toBeLessThanOrEqual(1e-12);
    expect(Math.abs(answer.probability - probability)).toBeLessThanOrEqual(1e-12);
  }
});
