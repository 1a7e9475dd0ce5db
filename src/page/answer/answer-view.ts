import type { Answer } from '../api/client.ts';
import type { Model, Row } from '../api/model.ts';
import type { Language } from '../words/messages.ts';
import type { Wording } from '../words/wording.ts';

/** Everything that the parts of an answer are drawn from. */
export interface AnswerView {
  model: Model;
  wording: Wording;
  language: Language;
  row: Row;
  answer: Answer;
  /** Warnings of the answer, in the visitor's language. */
  warnings: string[];
  threshold: number;
}
