/** The colours of pictures by name, in a light and in a dark theme. No two light ones are the same. */
const COLORS = {
  surface: ['#fcfcfb', '#1a1a19'],
  ink: ['#0b0b0b', '#ffffff'],
  soft: ['#52514e', '#c3c2b7'],
  grid: ['#e1e0d9', '#3a3a37'],
  c0: ['#2a78d6', '#3987e5'],
  c1: ['#eb6834', '#e07440'],
  c2: ['#1baf7a', '#199e70'],
  c3: ['#4a3aa7', '#9085e9'],
  c4: ['#e87ba4', '#d55181'],
  c5: ['#eda100', '#c98500'],
  'd-3': ['#184f95', '#9ec5f4'],
  'd-2': ['#3987e5', '#3987e5'],
  'd-1': ['#9ec5f4', '#1c4f8c'],
  d0: ['#f0efec', '#383835'],
  d1: ['#f5b3a8', '#7a2f2a'],
  d2: ['#e34948', '#e05252'],
  d3: ['#a32020', '#f7b5ab'],
} as const;

/** CSS that replaces the light colours of attributes in a dark theme. A program that reads no CSS draws the light ones. */
export const DARK_RULES = `@media (prefers-color-scheme:dark){${Object.values(COLORS).map(darkRule).join('')}}`;

function darkRule([light, dark]: readonly [string, string]): string {
  if (light === dark) return '';
  return ['fill', 'stroke'].map((name) => `[${name}="${light}"]{${name}:${dark}}`).join('');
}

/**
 * Replaces the names of colours in attributes, such as `fill="var(--c0)"`, by the colours themselves: many programs draw
 * CSS variables black. `currentColor` is the ink.
 * @throws {RangeError} for a name that is none
 */
export function withColors(svg: string): string {
  return svg.replaceAll('"currentColor"', '"var(--ink)"').replaceAll(/"var\(--([\w-]+)\)"/g, (_, name: string) => {
    if (!Object.hasOwn(COLORS, name)) throw new RangeError(`there is no colour ${JSON.stringify(name)}`);
    return `"${COLORS[name as keyof typeof COLORS][0]}"`;
  });
}
