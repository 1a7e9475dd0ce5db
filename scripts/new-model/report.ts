import { basename, isAbsolute } from 'node:path';
import { percent, withThousands } from '../cli/number-text.ts';
import { table } from '../cli/table.ts';
import type { ProposedField } from './field.ts';
import type { Proposal } from './proposal.ts';
import { SUSPICIOUS } from './separation.ts';

/** Vocabularies longer than this, in characters, are shown as a number of values. */
const LONGEST_LIST = 40;

const CLOSED_VOCABULARIES = `
Vocabularies in model.json are closed: training stops at a value that is not listed, unless unknown values count as
"other". To take the categories from the data instead, delete the vocabulary.
`;

/** The lines that follow `npm run new`: train, route, start. */
function nextSteps(model: string): { train: string; route: string; start: string } {
  return { train: `npm run train -- ${model}`, route: `${model} = "additive"`, start: 'npm start' };
}

/** The proposal as JSON, for other programs. */
export function summary(model: string, files: readonly string[], proposal: Proposal): object {
  const { target, rows, positives, rowsWithoutTarget, fields, leftOut, split, weight, notes } = proposal;
  return {
    model,
    files,
    data: proposal.dataPath,
    target: { column: target.column, positive: target.positive, classes: target.classes, reason: target.reason },
    rows,
    positives,
    rowsWithoutTarget,
    weight: weight?.column ?? null,
    fields: fields.map(({ name, column, type, why, found, rare, match, vocabulary, auc, remark }) => {
      const values = vocabulary?.length ?? found.distinct;
      const { missing } = found;
      return { name, column, type, why, values, missing, rare, remark, match, auc: Number(auc.toFixed(4)) };
    }),
    leftOut: Object.fromEntries(leftOut),
    split: split?.description ?? null,
    notes,
    next: nextSteps(model),
  };
}

/** The proposal and the next steps, for people. */
export function report(model: string, files: readonly string[], proposal: Proposal): string {
  const { dataPath, target, rows, positives, rowsWithoutTarget, fields, leftOut, split, weight, minCount } = proposal;
  const { train, route, start } = nextSteps(model);
  const ignored =
    rowsWithoutTarget > 0 ? `; ${withThousands(rowsWithoutTarget)} rows without a target are left out` : '';
  const fieldRows = fields.map((field) => [field.name, field.type, field.auc.toFixed(2), remarks(field, minCount)]);
  return `\
${dataPath}: ${withThousands(rows)} rows${ignored}
target: ${target.column} ${target.positive} (${target.reason}): ${withThousands(positives)} rows, ${percent(positives / rows)}
${weight ? `weight: ${weight.column}, how often a row counts\n` : ''}time split: ${split?.description ?? 'none; it needs exactly one date, and both classes before and after'}

${table([['field', 'type', 'AUC', 'values'], ...fieldRows])}

AUC is for the field on its own; 0.5 means no information.

${table([['left out', 'reason'], ...leftOut])}
${proposal.notes.map((note) => `\nCHECK ${note}.\n`).join('')}${fields.some(({ vocabulary }) => vocabulary) ? CLOSED_VOCABULARIES : ''}${isAbsolute(dataPath) ? absolutePath(dataPath) : ''}
Wrote ${files.join(' and ')}. Read them and change what you like. Then run

  ${train}

add the route under [vars.ROUTES] in wrangler.toml, for each environment that serves the model, with the variant that
train recommends,

  ${route}

and run

  ${start}
`;
}

function absolutePath(dataPath: string): string {
  return `
In model.json "data" is an absolute path, so others cannot reproduce the model. Put the file into .data/ (or $DATA_DIR)
and write only its name: "data": ${JSON.stringify(basename(dataPath))}.
`;
}

function remarks(
  { vocabulary, zone, whyExact, found, rare, auc, why, remark }: ProposedField,
  minCount: number,
): string {
  const numbers = zone ? `by the clocks of ${zone}` : `${rounded(found.minimum)} to ${rounded(found.maximum)}`;
  const range = vocabulary ? listed(vocabulary) : numbers;
  const parts = [
    range,
    why,
    rare && `${withThousands(rare)} rarer than ${minCount} rows, which count as "other"`,
    found.missing > 0 && `${withThousands(found.missing)} missing, a value of its own`,
    whyExact && `matched exactly: ${whyExact}`,
    auc > SUSPICIOUS && 'CHECK: would you know this value at prediction time?',
    remark && `CHECK: ${remark}`,
  ];
  return parts.filter((part) => part).join('; ');
}

/** A number with at most six significant digits; whole numbers as they are. */
function rounded(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(6));
}

/** The values, or their number if the list is long. */
function listed(vocabulary: readonly string[]): string {
  const text = vocabulary.map((value) => JSON.stringify(value)).join(', ');
  return text.length <= LONGEST_LIST ? text : `${withThousands(vocabulary.length)} values`;
}
