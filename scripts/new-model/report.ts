import { basename, isAbsolute } from 'node:path';
import { withThousands } from '../cli/number-text.ts';
import type { ProposedField } from './field.ts';
import type { Proposal } from './proposal.ts';
import { SUSPICIOUS } from './separation.ts';

const SHORT = 40;

/** The lines that follow `npm run new`: train, route, start. */
function nextSteps(model: string): { train: string; route: string; start: string } {
  return { train: `npm run train -- ${model}`, route: `${model} = "one-hot"`, start: 'npm start' };
}

/** What was found and left out, as JSON for other programs. */
export function summary(model: string, files: readonly string[], proposal: Proposal): object {
  const { target, rows, positives, rowsWithoutTarget, fields, leftOut, split } = proposal;
  return {
    model,
    files,
    data: proposal.dataPath,
    target: { column: target.column, positive: target.positive, classes: target.classes, reason: target.reason },
    rows,
    positives,
    rowsWithoutTarget,
    fields: fields.map(({ name, column, type, found, filled, match, vocabulary, auc, remark }) => ({
      name,
      column,
      type,
      values: vocabulary?.length ?? found.distinct,
      missing: found.missing,
      ...(remark !== undefined && { remark }),
      ...(filled !== undefined && { filled }),
      ...(match && { match }),
      auc: Number(auc.toFixed(4)),
    })),
    leftOut: Object.fromEntries(leftOut),
    split: split?.description ?? null,
    next: nextSteps(model),
  };
}

/** What was found and left out, and what to do next, for a person. */
export function report(model: string, files: readonly string[], proposal: Proposal): string {
  const { target, rows, positives, rowsWithoutTarget, fields, leftOut, split } = proposal;
  const { train, route, start } = nextSteps(model);
  const share = ((100 * positives) / rows).toFixed(1);
  const dropped =
    rowsWithoutTarget > 0 ? `; ${withThousands(rowsWithoutTarget)} more without a target are left out` : '';
  const closed = fields.some(({ vocabulary }) => vocabulary);
  return [
    `${proposal.dataPath}: ${withThousands(rows)} rows${dropped}`,
    `target: ${target.column} ${target.positive} (${target.reason}): ${withThousands(positives)} rows, ${share} %`,
    `time split: ${split?.description ?? 'none; it needs exactly one date, with both classes before and after'}`,
    '',
    'Fields, and how well each alone tells the classes apart (AUC; 0.5 is not at all)',
    ...table(fields.map((field) => [field.name, field.type, field.auc.toFixed(2), remarks(field)])),
    '',
    'Left out',
    ...table([...leftOut]),
    '',
    ...(closed
      ? [
          'Vocabularies in model.json are closed: training stops at a value that is not listed. Without the line, the',
          'categories come from the data.',
          '',
        ]
      : []),
    ...(isAbsolute(proposal.dataPath)
      ? [
          'In model.json "data" is an absolute path: others cannot reproduce the model. Put the file into .data/ (or',
          `$DATA_DIR) and write its name alone: "data": ${JSON.stringify(basename(proposal.dataPath))}.`,
          '',
        ]
      : []),
    `Wrote ${files.join(' and ')}: read them, they are yours to change. Then`,
    ...table([
      [train, ''],
      [route, 'under [vars.ROUTES] in wrangler.toml, for each environment that serves it'],
      [start, ''],
    ]),
    '',
  ].join('\n');
}

function remarks({ vocabulary, match, found, filled, auc, remark }: ProposedField): string {
  const range = vocabulary ? listed(vocabulary) : `${found.minimum} to ${found.maximum}`;
  const missing =
    filled === undefined ? [] : [`${withThousands(found.missing)} missing: ${JSON.stringify(filled)} stands for them`];
  const exact = match ? ['matched exactly: values differ only in case, marks or punctuation'] : [];
  const suspicious = auc > SUSPICIOUS ? ['LOOK: is it known before the answer is?'] : [];
  const besides = remark === undefined ? [] : [`LOOK: ${remark}`];
  return [range, ...missing, ...exact, ...suspicious, ...besides].join('; ');
}

/** The values themselves where that is short. */
function listed(vocabulary: readonly string[]): string {
  const text = vocabulary.map((value) => JSON.stringify(value)).join(', ');
  return text.length <= SHORT ? text : `${withThousands(vocabulary.length)} values`;
}

/** Rows of cells as indented lines, columns aligned. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((most, row) => row.map((cell, k) => Math.max(most[k] ?? 0, cell.length)), []);
  return rows.map((row) => `  ${row.map((cell, k) => cell.padEnd(widths[k]!)).join('  ')}`.trimEnd());
}
