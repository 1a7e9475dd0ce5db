import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { DARK_RULES, withColors } from './colors.ts';

/** A drawing without a frame of its own. */
export interface Panel {
  width: number;
  height: number;
  content: string;
}

export interface LegendEntry {
  label: string;
  color: string;
  dash?: string | undefined;
}

export interface Figure {
  title: string;
  /** How to read the picture. */
  subtitle: string;
  legend?: readonly LegendEntry[];
  /** Rows of drawings, from the top. */
  panels: readonly (readonly Panel[])[];
}

const { document } = parseHTML('<!doctype html><html><body></body></html>');
const MARGIN = 20;
const GAP = 12;
/** Mean width of a character at 13 pixels, with a margin because fonts differ. */
const CHARACTER = 7.2;
/** The same for a title of 18 pixels. */
const TITLE_CHARACTER = 10.8;

/** Draws with Observable Plot: texts have 12 pixels, and colours such as `var(--c0)` are those of `withColors`. */
export function panel(options: Plot.PlotOptions): Panel {
  const svg = Plot.plot({ ...options, document, style: { fontSize: '12px' } });
  for (const style of svg.querySelectorAll('style')) style.remove();
  return {
    width: Number(svg.getAttribute('width')),
    height: Number(svg.getAttribute('height')),
    content: svg.innerHTML.replace(/="[^"]*"/g, shortNumbers),
  };
}

/** Rounds the numbers of an attribute to hundredths of a pixel. */
function shortNumbers(attribute: string): string {
  return attribute.replace(/-?\d+\.\d{3,}(e-?\d+)?/g, (number) => String(Number(Number(number).toFixed(2))));
}

/** A complete picture: title, legend and drawings, in the colours of the reader's light or dark theme (see `withColors`). */
export function figureSvg({ title, subtitle, legend = [], panels }: Figure): string {
  const widths = panels.map((row) => row.reduce((sum, { width }) => sum + width + GAP, -GAP));
  const width = Math.max(640, ...widths) + 2 * MARGIN;
  const titles = wrap(title, (width - 2 * MARGIN) / TITLE_CHARACTER);
  const below = (titles.length - 1) * 24;
  const lines = wrap(subtitle, (width - 2 * MARGIN) / (CHARACTER - 0.3));
  const keys = placeLegend(legend, width);
  let top = 52 + below + lines.length * 18 + keys.rows * 22 + (keys.rows > 0 ? 8 : 0);
  const drawings = panels.flatMap((row) => {
    let left = MARGIN;
    const drawn = row.map(({ width, content }) => {
      const group = `<g transform="translate(${left},${top})" ${GROUP}>${content}</g>`;
      left += width + GAP;
      return group;
    });
    top += Math.max(...row.map(({ height }) => height)) + GAP;
    return drawn;
  });
  const height = top + MARGIN - GAP;
  return withColors(
    [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
      `<title>${xml(title)}</title><desc>${xml(subtitle)}</desc><style>${STYLE}</style>`,
      `<rect width="${width}" height="${height}" fill="var(--surface)"/>`,
      ...titles.map(
        (line, k) => `<text class="title" fill="var(--ink)" x="${MARGIN}" y="${34 + 24 * k}">${xml(line)}</text>`,
      ),
      ...lines.map(
        (line, k) =>
          `<text class="subtitle" fill="var(--soft)" x="${MARGIN}" y="${56 + below + 18 * k}">${xml(line)}</text>`,
      ),
      `<g transform="translate(${MARGIN},${52 + below + lines.length * 18})">${keys.content}</g>`,
      ...drawings,
      '</svg>\n',
    ].join('\n'),
  );
}

const GROUP = 'font-size="12" text-anchor="middle" fill="var(--ink)"';

function placeLegend(legend: readonly LegendEntry[], width: number): { rows: number; content: string } {
  let [x, row] = [0, 0];
  const entries = legend.map(({ label, color, dash }) => {
    const space = 34 + label.length * CHARACTER + 12;
    if (x > 0 && x + space > width - 2 * MARGIN) [x, row] = [0, row + 1];
    const y = 12 + 22 * row;
    const line = `<line x1="${x}" x2="${x + 24}" y1="${y}" y2="${y}" stroke="${color}" stroke-width="3"${dash ? ` stroke-dasharray="${dash}"` : ''}/>`;
    const text = `<text class="key" fill="var(--ink)" x="${x + 30}" y="${y + 4}">${xml(label)}</text>`;
    x = Math.round(x + space);
    return line + text;
  });
  return { rows: legend.length > 0 ? row + 1 : 0, content: entries.join('') };
}

function wrap(text: string, characters: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    if (lines.at(-1)!.length + word.length + 1 > characters && lines.at(-1) !== '') lines.push('');
    lines[lines.length - 1] += lines.at(-1) === '' ? word : ` ${word}`;
  }
  return lines;
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The rules of a picture: its texts, and the colours of a dark theme. */
const STYLE = [
  'text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;white-space:pre}',
  '.title{font-size:18px;font-weight:600}.subtitle,.key{font-size:13px}',
  DARK_RULES,
].join('\n');
