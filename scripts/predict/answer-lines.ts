import { once } from 'node:events';
import { invalidValues, notJson } from '../../src/core/contract/problem-details.ts';
import { PROBLEMS } from '../../src/core/contract/problems.ts';
import type { Issue } from '../../src/core/encode.ts';
import { prediction } from '../../src/core/score.ts';
import type { Answers } from './answer-row.ts';

const NO_OBJECT = { pointer: '', detail: 'expected a JSON object with a member per field' };

/**
 * Answers every line of NDJSON by a line, as the service does, and those of a chunk before the next one is read, so that a
 * program may wait for the answers to what it has sent. A line that is refused is answered by its problem. Ends once nobody
 * reads the answers.
 */
export async function answerLines(
  input: AsyncIterable<Uint8Array | string>,
  output: NodeJS.WritableStream,
  answers: Answers,
): Promise<void> {
  const decoder = new TextDecoder();
  let open = '';
  let isRead = true;
  output.once('error', () => {
    isRead = false;
  });
  for await (const chunk of input) {
    if (!isRead) return;
    const lines = (open + decoder.decode(Buffer.from(chunk as string), { stream: true })).split('\n');
    open = lines.pop()!;
    await write(output, lines, answers);
  }
  open += decoder.decode();
  if (open !== '') await write(output, [open], answers);
}

async function write(output: NodeJS.WritableStream, lines: readonly string[], answers: Answers): Promise<void> {
  const text = lines.map((line) => `${JSON.stringify(answer(line, answers))}\n`).join('');
  if (text !== '' && !output.write(text)) await once(output, 'drain').catch(() => undefined);
}

function answer(line: string, answers: Answers): object {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (error) {
    return problem('malformed-body', notJson((error as SyntaxError).message));
  }
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return invalid([NO_OBJECT]);
  const answered = answers.toRow(row);
  if ('errors' in answered) return invalid(answered.errors);
  const { logit, warnings, ...details } = answered;
  return { prediction: prediction(logit), ...(warnings.length > 0 && { warnings }), ...details };
}

function invalid(errors: readonly Issue[]): object {
  return problem('invalid-input', `${invalidValues(errors.length)}.`, errors);
}

function problem(code: keyof typeof PROBLEMS, detail: string, errors?: readonly Issue[]): object {
  const { title, status } = PROBLEMS[code];
  return { type: `/problems/${code}`, title, status, detail, errors };
}
