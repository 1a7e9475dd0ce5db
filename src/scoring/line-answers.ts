import { logit, prediction } from '../core/score.ts';
import { checkUtf8 } from '../http/body.ts';
import { type Line, TOO_LONG } from '../http/line-splitter.ts';
import { countTenth } from '../http/point.ts';
import { Problem, problemDocument } from '../http/problem.ts';
import type { DetailsOf } from './answer-details.ts';
import { readRows } from './encoded-rows.ts';
import type { Variant } from './registry.ts';

/** Matches a line that is not blank. White space is as in JSON. */
const HAS_TEXT = /[^ \t\r]/;

/** The outcome of the lines of a stream so far. */
export interface LineCounts {
  rows: number;
  refused: number;
  /** How many answers are in each tenth, by column of a point. */
  tenths: Record<string, number>;
  /** The first unforeseen error. */
  error?: string;
}

export interface LineAnswers {
  /** The answers to lines, one line for each; none for blank lines. */
  to(lines: readonly Line[]): string;
  counts: Readonly<LineCounts>;
  /** Whether there was a line more than the stream may have; it and the following ones have no answer. */
  isFull(): boolean;
}

/** Answers rows line by line. A row that is refused is answered by its problem in its place. */
export function createLineAnswers(
  variant: Variant,
  most: { characters: number; rows: number },
  detailsOf: DetailsOf | undefined,
): LineAnswers {
  const counts: LineCounts = { rows: 0, refused: 0, tenths: {} };
  let isFull = false;

  function answer(line: Line): object {
    counts.rows++;
    try {
      if (line === TOO_LONG)
        throw new Problem('body-too-large', { detail: `A line may have at most ${most.characters} characters.` });
      return answerRow(variant, line, detailsOf, counts);
    } catch (error) {
      counts.refused++;
      if (error instanceof Problem) return problemDocument(error);
      counts.error ??= String(error);
      return problemDocument(new Problem('internal'));
    }
  }

  return {
    counts,
    to(lines) {
      let text = '';
      for (const line of lines) {
        if (line !== TOO_LONG && !HAS_TEXT.test(line)) continue;
        isFull ||= counts.rows >= most.rows;
        if (isFull) break;
        text += `${JSON.stringify(answer(line))}\n`;
      }
      return text;
    },
    isFull: () => isFull,
  };
}

function answerRow(
  { encoder, reader, scorer }: Variant,
  line: string,
  detailsOf: DetailsOf | undefined,
  { tenths }: LineCounts,
): object {
  checkUtf8(line, 'line');
  const { cells, warnings, batch } = readRows({ encoder, reader }, line, 1);
  if (batch) throw new Problem('invalid-input', { detail: 'A line is one row, not a batch.' });
  const scored = logit(scorer, cells);
  const answered = prediction(scored);
  countTenth(tenths, answered[1]);
  return {
    prediction: answered,
    ...(warnings.length > 0 && { warnings }),
    ...detailsOf?.(cells, scored),
  };
}
