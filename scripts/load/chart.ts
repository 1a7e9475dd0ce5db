/** A line of a chart; `class` sets its colour. */
export interface Series {
  label: string;
  class: string;
  points: readonly { x: number; y: number }[];
}

const STYLE = `<style>
text { font: 12px system-ui, sans-serif; fill: #66707a; } .right { text-anchor: end; } .middle { text-anchor: middle; }
.grid { stroke: #d9dee3; } polyline { fill: none; stroke-width: 2; }
polyline.a { stroke: #1f6feb; } text.a { fill: #1f6feb; } polyline.b { stroke: #b7791f; } text.b { fill: #b7791f; } polyline.c { stroke: #c62f3b; } text.c { fill: #c62f3b; }
@media (prefers-color-scheme: dark) { text { fill: #98a2ac; } .grid { stroke: #343b43; } }
</style>`;

const WIDTH = 720;
const HEIGHT = 240;
const MARGIN = { left: 60, right: 90, top: 30, bottom: 36 };

/** A line chart as SVG; the y axis starts at 0, and each label is at the right end of its line. */
export function lineChart(series: readonly Series[], { x, y }: { x: string; y: string }): string {
  const points = series.flatMap((line) => line.points);
  const xMax = Math.max(1, ...points.map((point) => point.x));
  const yTicks = ticks(Math.max(...points.map((point) => point.y), 0));
  const yMax = yTicks.at(-1)!;
  const toX = (value: number) => MARGIN.left + (value / xMax) * (WIDTH - MARGIN.left - MARGIN.right);
  const toY = (value: number) => HEIGHT - MARGIN.bottom - (value / yMax) * (HEIGHT - MARGIN.top - MARGIN.bottom);
  const heights = spread(series.map(({ points }) => toY(points.at(-1)?.y ?? 0)));
  const grid = yTicks.map((tick) => {
    const height = toY(tick).toFixed(1);
    const line = `<line class="grid" x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${height}" y2="${height}"/>`;
    return `${line}<text class="right" x="${MARGIN.left - 8}" y="${height}" dy="4">${label(tick)}</text>`;
  });
  const across = ticks(xMax)
    .filter((tick) => tick <= xMax)
    .map((tick) => `<text class="middle" x="${toX(tick).toFixed(1)}" y="${HEIGHT - 18}">${label(tick)}</text>`);
  const lines = series.map((line, position) => {
    const path = line.points.map((point) => `${toX(point.x).toFixed(1)},${toY(point.y).toFixed(1)}`).join(' ');
    const end = `x="${WIDTH - MARGIN.right + 8}" y="${heights[position]!.toFixed(1)}"`;
    return `<polyline class="${line.class}" points="${path}"/><text class="${line.class}" ${end} dy="4">${line.label}</text>`;
  });
  return [
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${y} by ${x}">`,
    ...grid,
    ...across,
    `<text x="0" y="12">${y}</text>`,
    `<text class="middle" x="${(WIDTH - MARGIN.right + MARGIN.left) / 2}" y="${HEIGHT - 2}">${x}</text>`,
    ...lines,
    '</svg>',
  ].join('\n');
}

/** A chart as a separate file, with colours for a light and a dark background. */
export function standalone(svg: string): string {
  return svg.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ').replace('>', `>\n${STYLE}`);
}

/** About five round numbers, from 0 to the first one that is at least `maximum`. */
export function ticks(maximum: number): number[] {
  if (maximum <= 0) return [0, 1];
  const rough = maximum / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough)!;
  return Array.from({ length: Math.ceil(maximum / step) + 1 }, (_, k) => k * step);
}

/** Heights of labels, moved down if they would overlap. */
function spread(heights: readonly number[]): number[] {
  const placed = [...heights];
  const order = [...placed.keys()].sort((a, b) => placed[a]! - placed[b]!);
  for (let k = 1; k < order.length; k++) {
    placed[order[k]!] = Math.max(placed[order[k]!]!, placed[order[k - 1]!]! + 14);
  }
  return placed;
}

function label(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: 3 });
}
