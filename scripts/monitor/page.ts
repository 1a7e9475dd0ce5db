import { escapeHtml } from '../pages/html-page.ts';
import { clusterText } from '../training/rows/held-out-rows.ts';
import { drawAnswers } from './draw-answers.ts';
import { drawCoverage, drawDays } from './draw-days.ts';
import { adviceText, challengeText, driftText, matchText, rateText } from './findings.ts';
import type { MonitoredVariant, Monitoring } from './monitor.ts';
import { figureRows } from './render.ts';

/** The result as one HTML file with its pictures. */
export function renderPage(found: Monitoring, classes: readonly [string, string]): string {
  const [, positive] = classes;
  return [
    `<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<title>${escapeHtml(found.model)}: what happened</title><style>${STYLE}</style></head><body><main>`,
    `<h1>${escapeHtml(found.model)}: what happened</h1>`,
    paragraph(matchText(found)),
    ...found.variants.flatMap((variant) => section(found.model, variant, positive)),
    ...(found.challenges.length > 0 ? ['<h2>Champion and challenger</h2>'] : []),
    ...found.challenges.map((one) => paragraph(challengeText(one))),
    ...(found.days.length > 0 ? ['<h2>Day by day</h2>', drawDays(found.days, positive), drawCoverage(found.days)] : []),
    paragraph(`Brackets and bars are 95 % intervals. ${clusterText(found.clusters)}`),
    '</main></body></html>\n',
  ].join('\n');
}

function section(model: string, variant: MonitoredVariant, positive: string): string[] {
  return [
    `<h2>${escapeHtml(variant.variant)}</h2>`,
    `<p><code>${escapeHtml(variant.digest)}</code></p>`,
    paragraph(rateText(variant)),
    htmlTable(figureRows(variant)),
    paragraph(
      'Held out: what training measured. Expected: what the answers to these rows would lead to if they were right; its difference from held out is a shift of the rows. Realised − expected: a shift of the outcomes, given the rows.',
    ),
    paragraph(driftText(variant)),
    paragraph(adviceText(model, variant)),
    drawAnswers(variant, positive),
  ];
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>`;
}

function htmlTable([heading, ...body]: readonly (readonly string[])[]): string {
  const row = (tag: string) => (cells: readonly string[]) =>
    `<tr>${cells.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`;
  return `<div class="wide"><table><thead>${row('th')(heading!)}</thead><tbody>${body.map(row('td')).join('')}</tbody></table></div>`;
}

const STYLE = [
  ':root{color-scheme:light dark}body{margin:0;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}',
  'main{max-width:60rem;margin:0 auto;padding:1rem}.wide{overflow-x:auto}svg{max-width:100%;height:auto}',
  'table{border-collapse:collapse;font-variant-numeric:tabular-nums}th,td{text-align:left;padding:.25rem 1rem .25rem 0;border-bottom:1px solid #8884}',
  'th,td{white-space:nowrap}code{overflow-wrap:anywhere}',
].join('');
