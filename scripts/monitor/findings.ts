import { brackets, percent, signed, withThousands } from '../cli/number-text.ts';
import type { Challenge } from './challenge.ts';
import type { MonitoredVariant, Monitoring } from './monitor.ts';

/** What the rows and the answers are, in a sentence or two. */
export function matchText({ rows, known, matched, how, refused }: Monitoring): string {
  const count = (number: number) => withThousands(number);
  const first =
    refused.first === undefined ? '' : ` Refused by their artifact: ${refused.rows}; first ${refused.first}.`;
  return `${count(rows)} rows, ${count(known)} with an outcome, ${count(matched)} of these with an answer (from ${how}).${first}`;
}

/** What the log loss says about the relation between fields and outcomes. */
export function driftText({ figures: { logLoss } }: MonitoredVariant): string {
  const { value, interval } = logLoss.gap;
  const difference = `Log loss is ${signed(value)} ${brackets(interval, 4, signed)} from what right answers would give`;
  if (interval[0] > 0) return `${difference}: outcomes no longer follow from the fields as these answers say.`;
  if (interval[1] < 0) return `${difference}: the answers are too cautious.`;
  return `${difference}: no drift of the outcomes is shown.`;
}

/** What `npm run recalibrate` would do. */
export function adviceText(model: string, { variant, advice }: MonitoredVariant): string {
  const { current, shift, interval, effect, advised } = advice;
  const now = current === 0 ? 'as trained' : `now ${signed(current, 3)}`;
  const asked = `Recalibration: these outcomes ask for a shift of ${signed(shift, 3)} ${brackets(interval, 3, signed)}, ${now}`;
  const changes = `log loss on days that a shift did not see: ${signed(effect.difference)} ${brackets(effect.interval, 4, signed)}`;
  return advised
    ? `${asked}; ${changes}. Advised: npm run recalibrate -- ${model} OUTCOMES.csv --variant ${variant} --write`
    : `${asked}; ${changes}. Not advised.`;
}

/** Which of two artifacts is better, or how much is missing until that can be said. */
export function challengeText({ champion, challenger, rows, logLoss, verdict, moreRows }: Challenge): string {
  const difference = `${challenger} beside ${champion} on the same ${withThousands(rows)} rows: log loss ${signed(logLoss.difference)} ${brackets(logLoss.interval, 4, signed)}`;
  if (verdict !== 'open') return `${difference}. The evidence is enough: ${challenger} is ${verdict}.`;
  const more =
    moreRows === undefined
      ? ''
      : ` If this difference stays, about ${withThousands(moreRows)} more rows would show it.`;
  return `${difference}. The evidence is not enough.${more}`;
}

/** The rate of positives, beside that of training. */
export function rateText({ rows, positives, trainingRate }: MonitoredVariant): string {
  const before = trainingRate === undefined ? '' : `; in training, ${percent(trainingRate)}`;
  return `${withThousands(rows)} outcomes, ${percent(positives / rows)} positive${before}.`;
}
