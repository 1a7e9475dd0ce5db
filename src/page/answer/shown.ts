import type { Answer } from '../api.ts';
import type { Model } from '../model.ts';
import type { Row } from '../row.ts';
import type { Language } from '../words/messages.ts';
import type { Wording } from '../words/words.ts';

/** What every part of the answer is drawn from. */
export interface Shown {
  model: Model;
  wording: Wording;
  language: Language;
  row: Row;
  answer: Answer;
  /** What the answer warns of, in the visitor's language. */
  warnings: string[];
  threshold: number;
}
