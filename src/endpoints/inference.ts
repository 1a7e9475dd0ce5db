import { MOST_EXPLAINED } from '../core/contract/option-schemas.ts';
import { prediction } from '../core/score.ts';
import type { Answer } from '../http/answer.ts';
import { checkMediaType, readText } from '../http/body.ts';
import { Problem } from '../http/problem.ts';
import type { RequestContext } from '../http/request-context.ts';
import { compileDetails, type DetailsOf } from '../scoring/answer-details.ts';
import { chooseVariant, type InferenceOptions } from '../scoring/choose-variant.ts';
import { type EncodedRows, readRows } from '../scoring/encoded-rows.ts';
import { type Options, parseOptions } from '../scoring/options.ts';
import type { Variant } from '../scoring/registry.ts';
import { scoreRows } from '../scoring/score-rows.ts';
import { answerLines, isNdjson } from './ndjson.ts';

/**
 * `POST /inference/:model` and `/inference/:model/:variant`: the probabilities of both classes, for a row or a batch,
 * or line by line for NDJSON; and what the options in the query ask for.
 */
export function inference(surface: InferenceOptions) {
  const { environment, registry } = surface;
  return async function infer(call: RequestContext): Promise<Answer> {
    const { model = '', variant: wanted } = call.parameters;
    const chosen = chooseVariant(call, surface, model, wanted);
    const { variant } = chosen;
    const options = parseOptions(call.request.url, variant);
    const detailsOf = options && (await compileDetails(options, variant));
    const contentType = call.headers.get('content-type') ?? '';
    if (isNdjson(contentType)) return answerLines(call, environment.limits, variant, detailsOf);

    checkMediaType(contentType, call.headers);
    const text = await readText(call.request, environment.limits.bodyBytes);
    const rows = readRows(variant, text, environment.limits.rows);
    if (options) checkExplained(options, rows);
    const logits = scoreRows(call, registry, chosen, rows);
    return reply(variant, rows, logits, options && detailsOf && { options, detailsOf });
  };
}

function checkExplained({ explain, counterfactuals, interval }: Options, { count }: EncodedRows): void {
  if (count <= MOST_EXPLAINED || !(explain || counterfactuals || interval)) return;
  const detail = `explain, counterfactuals and interval take at most ${MOST_EXPLAINED} rows at once, not ${count}.`;
  throw new Problem('invalid-option', { detail });
}

/** What the query asks for, and how it is found for a row. */
interface Asked {
  options: Options;
  detailsOf: DetailsOf;
}

/**
 * The envelope of the service that this one replaces, the variant that answered, and what options add. The probabilities
 * are put into the text by themselves: that takes half the time of JSON.stringify, and writes the same numbers.
 */
function reply({ artifact }: Variant, rows: EncodedRows, logits: Float64Array, asked: Asked | undefined): Answer {
  const { model, variant, digest, fields } = artifact;
  const more = {
    model,
    variant,
    ...(rows.warnings.length > 0 && { warnings: rows.warnings }),
    ...(asked && optional(rows, fields.length, logits, asked)),
  };
  const members = `${rows.batch ? predictions(logits) : `"prediction":${pair(logits[0]!)}`},${JSON.stringify(more).slice(1)}`;
  const headers = { 'content-type': 'application/json', 'x-model-digest': digest };
  return { status: 200, headers, body: `{"statusCode":200,"body":{${members}}` };
}

function predictions(logits: Float64Array): string {
  let pairs = pair(logits[0]!);
  for (let row = 1; row < logits.length; row++) pairs += `,${pair(logits[row]!)}`;
  return `"predictions":[${pairs}]`;
}

function pair(logit: number): string {
  const [negative, positive] = prediction(logit);
  return `[${negative},${positive}]`;
}

function optional(
  { batch, cells }: EncodedRows,
  width: number,
  logits: Float64Array,
  { options, detailsOf }: Asked,
): object {
  const { explain, counterfactuals, threshold, interval } = options;
  const details = Array.from(logits, (logit, row) => detailsOf(cells.subarray(row * width, (row + 1) * width), logit));
  if (!batch) return { threshold, ...details[0] };
  return {
    threshold,
    ...(threshold && { decisions: details.map(({ decision }) => decision) }),
    ...(interval && { intervals: details.map(({ interval }) => interval) }),
    ...(explain && { explanations: details.map(({ explanation }) => explanation) }),
    ...(counterfactuals && { counterfactuals: details.map(({ counterfactual }) => counterfactual) }),
  };
}
