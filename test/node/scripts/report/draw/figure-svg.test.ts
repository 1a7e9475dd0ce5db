import { expect, test } from 'vitest';
import { figureSvg, panel } from '../../../../../scripts/report/draw/figure-svg.ts';

test('figureSvg() escapes text, and its colours follow the theme of the reader', () => {
  const drawing = panel({ width: 200, height: 100, x: { domain: [0, 3] }, y: { domain: [0, 1] } });
  const svg = figureSvg({
    title: 'A <b> & c',
    subtitle: 'how to read it',
    legend: [{ label: 'one', color: 'var(--c0)' }],
    panels: [[drawing]],
  });
  expect(svg).toContain('A &lt;b&gt; &amp; c');
  expect(svg).toMatch(/<line [^>]*stroke="#2a78d6"/);
  expect(svg).toContain('@media (prefers-color-scheme:dark){');
  expect(svg).toContain('[stroke="#2a78d6"]{stroke:#3987e5}');
  expect(svg).not.toMatch(/var\(|currentColor/);
  expect(svg.match(/<svg /g)).toHaveLength(1);
  expect(svg).not.toMatch(/="[^"]*\d\.\d{3,}/);
});

test('figureSvg() refuses a colour that does not exist, naming it', () => {
  const legend = [{ label: 'one', color: 'var(--c9)' }];
  expect(() => figureSvg({ title: '', subtitle: '', legend, panels: [] })).toThrow('there is no colour "c9"');
});

test('figureSvg() breaks a long title into lines and moves everything else down', () => {
  const drawing = panel({ width: 200, height: 100 });
  const sheet = (title: string) => figureSvg({ title, subtitle: 'how to read it', panels: [[drawing]] });
  const heightOf = (svg: string) => Number(/ height="(\d+)"/.exec(svg)![1]);
  const [short, long] = [sheet('In short'), sheet('At some length '.repeat(6).trim())];
  expect(long.match(/class="title"/g)).toHaveLength(2);
  expect(heightOf(long) - heightOf(short)).toBe(24);
});
