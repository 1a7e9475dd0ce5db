import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DARK_RULES, withColors } from '../../../../../scripts/report/draw/colors.ts';

test('withColors() writes light colours into attributes; the rules of the dark theme find each of them', () => {
  const svg = withColors(
    '<path fill="var(--c0)" stroke="currentColor"/><g color="var(--d-3)">a var(--c0) in a text</g>',
  );
  expect(svg).toBe('<path fill="#2a78d6" stroke="#0b0b0b"/><g color="#184f95">a var(--c0) in a text</g>');
  for (const light of ['#2a78d6', '#0b0b0b', '#184f95']) expect(DARK_RULES).toContain(`[fill="${light}"]{fill:#`);
});

test('no committed picture has a CSS variable, which many programs draw black', () => {
  const pictures = globSync('models/*/report/*.svg');
  expect(pictures.length).toBeGreaterThan(0);
  for (const path of pictures) expect(readFileSync(path, 'utf8'), path).not.toMatch(/var\(|currentColor/);
});
