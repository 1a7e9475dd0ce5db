import type * as z from 'zod/mini';
import { type InferenceRequest, inferenceRequestSchema } from '../core/contract/open-inference.ts';
import { show } from '../core/show.ts';
import { checkEncoding, readText } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import { parseJson } from '../http/strict-json.ts';
import { MOST_ISSUES } from '../scoring/encoded-rows.ts';

/**
 * The tensors of a request, read like other JSON. The protocol does not require a media type. Its extension for binary
 * tensors is not supported.
 * @throws {Problem} 400, 413, 415; 422 naming every member that does not follow the protocol
 */
export async function readTensors(request: Request, maximum: number): Promise<InferenceRequest> {
  checkEncoding(request.headers);
  if (request.headers.has('inference-header-content-length')) {
    const detail = 'Send the tensors as JSON: this server accepts no binary data.';
    throw new Problem('unsupported-media-type', { detail });
  }
  const sent = parseJson(await readText(request, maximum));
  const parsed = inferenceRequestSchema().safeParse(sent, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalidTensors(parsed.error.issues.map(describe));
}

/** What is wrong with tensors: the first MOST_ISSUES errors in one sentence, because the protocol has no list for them. */
export function invalidTensors(problems: readonly string[]): Problem {
  const more = problems.length > MOST_ISSUES ? `; and ${problems.length - MOST_ISSUES} more` : '';
  return new Problem('invalid-input', { detail: `${problems.slice(0, MOST_ISSUES).join('; ')}${more}.` });
}

function describe({ path, message, input }: z.core.$ZodIssue): string {
  const place = path.join('.') || 'the body';
  if (input === undefined) return `${place} is missing: ${message}`;
  return `${place} is ${Array.isArray(input) ? `an array of ${input.length}` : show(input)}: ${message}`;
}
