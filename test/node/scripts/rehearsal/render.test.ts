import { expect, test } from 'vitest';
import { renderRehearsal } from '../../../../scripts/rehearsal/render.ts';

test('renderRehearsal() shows each week with what was seen and done, and the log loss of all answers', () => {
  const week = {
    week: 1,
    rows: 1393,
    refused: 0,
    known: 1200,
    drifted: ['OPERA'],
    answered: 0.2,
    observed: 0.25,
    logLoss: 0.5236,
    expected: 0.5,
    outcomesDrifted: true,
    shift: -0.1634,
    nextShift: 0.13,
    version: '641827a9-0f35-4a51',
  };
  const text = renderRehearsal({ weeks: [week], rows: 1393, logLoss: 0.5236, asTrained: 0.53 });
  expect(text).toMatch(
    /^1 +1,393 +0 +1,200 +OPERA +20\.0 % +25\.0 % +0\.5236 +0\.5000 +drifted +−0\.163 +\+0\.130 +641827a9$/m,
  );
  expect(text).toContain('Log loss of 1,393 answers: 0.5236; the model as trained, on the same rows: 0.5300.');
});
