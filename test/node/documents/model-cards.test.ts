import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readArtifacts } from '../../../scripts/models/artifact-files.ts';

/** The rows of the table under “How good it is” in a model card: cells without emphasis, by the name of their column. */
function figuresOf(model: string): Record<string, string>[] {
  const path = `models/${model}/README.md`;
  const [, section = ''] = existsSync(path) ? readFileSync(path, 'utf8').split(/^## How good it is$/m) : [];
  const lines = section.match(/^\|.*\|$/gm) ?? [];
  const [heading = [], , ...body] = lines.map((line) => line.slice(1, -1).split('|').map(plain));
  return body.map((cells) => Object.fromEntries(heading.map((name, column) => [name, cells[column]!])));
}

function plain(cell: string): string {
  return cell.replaceAll('**', '').trim();
}

/** Four decimals, without the zero before them. */
function short(value: number): string {
  return value.toFixed(4).replace(/^0/, '');
}

const evaluated = readArtifacts('models').flatMap(({ model, variant, artifact }) =>
  artifact.evaluation.map((evaluation) => ({ model, variant, split: evaluation.split, evaluation })),
);
const shown = evaluated.filter(({ model }) => figuresOf(model).length > 0);

test.each(shown)(
  'the card of $model shows the figures of $variant on the $split split that its artifact has',
  ({ model, variant, split, evaluation }) => {
    const row = figuresOf(model).find((row) => row.split === split && row.variant === variant);
    expect(row).toMatchObject({
      AUC: `${short(evaluation.auc!)} [${evaluation.aucInterval!.map(short).join(', ')}]`,
      'log loss': short(evaluation.logLoss!),
      Brier: short(evaluation.brier!),
      'calibration error': short(evaluation.calibrationError!),
    });
  },
);

const linked = [...readFileSync('README.md', 'utf8').matchAll(/\(models\/([^/)]+)\/README\.md\)/g)];

test.each([...new Set(linked.map(([, model]) => model!))])(
  'the card of %s, to which README.md links, has a table of figures',
  (model) => {
    expect(shown.map((one) => one.model)).toContain(model);
  },
);
