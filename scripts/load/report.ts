import { percent, withThousands } from '../cli/number-text.ts';
import { escapeHtml } from '../pages/html-page.ts';
import { lineChart } from './chart.ts';
import { reachedLimit, type Summary } from './summary.ts';
import type { Second } from './timeline.ts';

const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #66707a; --line: #d9dee3; --paper: #fff; --good: #1a7f4b; --bad: #c62f3b; --a: #1f6feb; --b: #b7791f; --c: #c62f3b; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #98a2ac; --line: #343b43; --paper: #14181c; --good: #4cc38a; --bad: #ff6b74; --a: #6ea8fe; --b: #e0b04a; --c: #ff7b84; } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); max-width: 760px; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: .2rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
p.verdict { font-size: 1.1rem; } .good { color: var(--good); } .bad { color: var(--bad); } small, figcaption { color: var(--soft); }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 1rem; } dt { color: var(--soft); font-size: .85rem; } dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
figure { margin: 1rem 0; } svg { width: 100%; height: auto; font-size: 12px; } svg text { fill: var(--soft); } svg .right { text-anchor: end; } svg .middle { text-anchor: middle; }
svg .grid { stroke: var(--line); } svg polyline { fill: none; stroke-width: 2; stroke-linejoin: round; }
svg polyline.a { stroke: var(--a); } svg text.a { fill: var(--a); } svg polyline.b { stroke: var(--b); } svg text.b { fill: var(--b); } svg polyline.c { stroke: var(--c); } svg text.c { fill: var(--c); }
`;

/** A page about one run: what happened, in words, figures and charts. */
export function renderReport(summary: Summary): string {
  const { kind, timeline, requests, seconds, failed, wrong, unsent, latency, knee, rows } = summary;
  const per = (count: number) => `${withThousands(count / seconds)} / s`;
  const figures: [string, string][] = [
    ['requests', withThousands(requests)],
    ['sent per second', per(requests)],
    ['rows scored', withThousands(rows)],
    ['failed', withThousands(failed)],
    ['wrong answers', withThousands(wrong)],
    ['half answered within', milliseconds(latency.p50)],
    ['95 in 100 within', milliseconds(latency.p95)],
    ['99 in 100 within', milliseconds(latency.p99)],
    ...(unsent > 0 ? [['not sent', withThousands(unsent)] as [string, string]] : []),
    ...(knee === undefined ? [] : [['knee', `${withThousands(knee)} / s`] as [string, string]]),
  ];
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Load test: ${kind}</title>
<style>${STYLE}</style>
<h1>Load test: ${kind}</h1>
${sentence(summary)}
<dl>${figures.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('')}</dl>
<h2>Answered requests</h2>
<figure>${rateChart(timeline)}</figure>
<h2>Latency</h2>
<figure>${latencyChart(timeline)}<figcaption>Each line shows within how many milliseconds that share of the requests of a second was answered.</figcaption></figure>
${machineText(summary)}
</html>
`;
}

/** Answered requests per second. */
export function rateChart(timeline: readonly Second[]): string {
  const answered = line('answered', 'a', timeline, ({ requests }) => requests);
  return lineChart([answered], { x: 'seconds', y: 'requests per second' });
}

/** How long answers took, second by second. */
export function latencyChart(timeline: readonly Second[]): string {
  const lines = [
    line('99 in 100', 'c', timeline, ({ p99 }) => p99),
    line('95 in 100', 'b', timeline, ({ p95 }) => p95),
    line('half', 'a', timeline, ({ p50 }) => p50),
  ];
  return lineChart(lines, { x: 'seconds', y: 'milliseconds' });
}

function sentence(summary: Summary): string {
  const { broken, failed, wrong, requests, checkEvery } = summary;
  const compared = checkEvery === 1 ? 'every probability' : `the probabilities of every ${checkEvery}th`;
  const sound = failed === 0 && wrong === 0;
  const answers = sound
    ? `All ${withThousands(requests)} requests got the expected answer, with ${compared} correct to twelve decimals.`
    : `Of ${withThousands(requests)} requests, ${withThousands(failed)} failed and ${withThousands(wrong)} got a wrong answer.`;
  const limits =
    broken.length === 0
      ? 'Every limit held.'
      : `${reachedLimit(summary) ? 'It ended' : 'It failed'} at: ${broken.map(escapeHtml).join(', ')}.`;
  return `<p class="verdict ${sound ? 'good' : 'bad'}">${answers} ${limits}</p>`;
}

function machineText({ machine, requests }: Summary): string {
  if (machine === undefined) return '';
  const { cores, processor, steal, others, serviceCpu, generatorCpu, memory } = machine;
  const parts = [
    `${cores} × ${escapeHtml(processor)}`,
    `${percent(steal)} of its time was taken by the host for other machines, and ${percent(others)} was used by other programs`,
    ...(serviceCpu === undefined ? [] : [`the service used ${microseconds(serviceCpu / requests)} of CPU per request`]),
    `the generator ${microseconds(generatorCpu / requests)}`,
    ...(memory === undefined
      ? []
      : [`the service had ${withThousands(memory[0])} MB at the start and ${withThousands(memory[1])} MB at the end`]),
  ];
  return `<h2>The machine</h2><p>${parts.join('; ')}.</p>`;
}

function line(label: string, name: string, timeline: readonly Second[], value: (second: Second) => number) {
  return { label, class: name, points: timeline.map((second) => ({ x: second.second, y: value(second) })) };
}

function milliseconds(value: number): string {
  return `${value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : 0 })} ms`;
}

function microseconds(seconds: number): string {
  return `${withThousands(seconds * 1e6)} µs`;
}
