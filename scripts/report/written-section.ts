import { percent, signed, withThousands } from '../cli/number-text.ts';
import { figureText } from '../training/figures/figure-text.ts';
import { markdownTable } from './markdown-table.ts';
import type { ShiftedFigures, WrittenChanges } from './measures/written-changes.ts';

/** What was done to the served coefficients after the fit, and what that does to the figures; empty if nothing was. */
export function writtenSection(about: string, { calibration, recalibration }: WrittenChanges): string[] {
  return [
    ...(calibration ? [calibrationText(about, calibration)] : []),
    ...(recalibration ? recalibrationText(about, recalibration) : []),
  ];
}

function calibrationText(about: string, { applied, intercept, slope }: NonNullable<WrittenChanges['calibration']>) {
  const line = `${signed(intercept, 3)} and the slope ${slope.toFixed(3)}`;
  return applied
    ? `\`${about}\` is calibrated for times ahead: its logits have the intercept ${line}, in the served coefficients and in all figures here.`
    : `Training looked for a calibration of \`${about}\` for times ahead and did not apply it, because it would not have helped in every window of the training rows.`;
}

function recalibrationText(
  about: string,
  { shift, rows, positives, splits }: NonNullable<WrittenChanges['recalibration']>,
): string[] {
  const line = (name: string, { tooLow, logLoss, brier, calibrationError }: ShiftedFigures) => {
    const off = `${(100 * tooLow).toFixed(1)} points`.replace('-', '−');
    return [name, off, ...[logLoss, brier, calibrationError].map((value) => figureText(value))];
  };
  return [
    '### A recalibration was written',
    `\`npm run recalibrate\` shifted all answers of \`${about}\` by ${signed(shift, 3)} log-odds, from ${withThousands(rows)} outcomes, ${percent(positives / rows)} of them positive. The service answers with this shift; all other figures here are without it. The table shows what the shift does on held-out rows, which may be of another time than the outcomes. It does not change the AUC.`,
    markdownTable([
      [about, 'answers too low by', 'log loss', 'Brier', 'calibration error'],
      ...splits.flatMap(({ split, plain, shifted }) => [
        line(`${split} split, as trained`, plain),
        line(`${split} split, as served`, shifted),
      ]),
    ]),
  ];
}
