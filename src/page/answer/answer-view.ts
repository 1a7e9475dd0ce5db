import type { Answer } from '../api/client.ts';
import type { Model, Row } from '../api/model.ts';
import type { Language } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';

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
