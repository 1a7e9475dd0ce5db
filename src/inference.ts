import { type Answer, json } from './answer.ts';
import { readJson } from './body.ts';
import type { Call } from './call.ts';
import { chooseVariant, type InferenceOptions, scoreRows } from './chosen-variant.ts';
import { prediction } from './core/score.ts';
import { compileDetails, type DetailsOf } from './details.ts';
import { answerLines, isNdjson } from './ndjson.ts';
import { type Options, parseOptions } from './options.ts';
import { Problem } from './problem.ts';
import type { Variant } from './registry.ts';
import { encodeRows, type Rows } from './rows.ts';

/** How many rows of a batch can be explained, varied or given intervals at once. */
export const MOST_EXPLAINED = 100;

/**
 * `POST /inference/:model` and `/inference/:model/:variant`: the probabilities of both classes, for a row or a batch,
 * or line by line for NDJSON; and what the options in the query ask for.
 */
export function inference(surface: InferenceOptions) {
  const { environment, registry } = surface;
  return async function infer(call: Call): Promise<Answer> {
    const { model = '', variant: wanted } = call.parameters;
    const chosen = chooseVariant(call, surface, model, wanted);
    const { variant } = chosen;
    const options = parseOptions(call.request.url, variant);
    const detailsOf = options && (await compileDetails(options, variant));
    if (isNdjson(call.headers)) return answerLines(call, environment.limits, variant, detailsOf);

    const body = await readJson(call.request, environment.limits.bodyBytes);
    const rows = encodeRows(variant.contract, body, environment.limits.rows);
    if (options) checkExplained(options, rows);
    const logits = scoreRows(call, registry, chosen, rows.cells);
    return reply(variant, rows, logits, options && detailsOf && { options, detailsOf });
  };
}

function checkExplained({ explain, counterfactuals, interval }: Options, { cells }: Rows): void {
  if (cells.length <= MOST_EXPLAINED || !(explain || counterfactuals || interval)) return;
  const detail = `explain, counterfactuals and interval take at most ${MOST_EXPLAINED} rows at once, not ${cells.length}.`;
  throw new Problem('invalid-option', { detail });
}

/** What the query asks for, and how it is found for a row. */
interface Asked {
  options: Options;
  detailsOf: DetailsOf;
}

/** The envelope of the service that this one replaces, the variant that answered, and what options add. */
function reply(variant: Variant, rows: Rows, logits: readonly number[], asked: Asked | undefined): Answer {
  const { model, variant: name, digest } = variant.artifact;
  const answer = rows.batch ? { predictions: logits.map(prediction) } : { prediction: prediction(logits[0]!) };
  const body = {
    ...answer,
    model,
    variant: name,
    ...(rows.warnings.length > 0 && { warnings: rows.warnings }),
    ...(asked && optional(rows, logits, asked)),
  };
  return json({ statusCode: 200, body }, { 'x-model-digest': digest });
}

function optional({ batch, cells }: Rows, logits: readonly number[], { options, detailsOf }: Asked): object {
  const { explain, counterfactuals, threshold, interval } = options;
  if (!batch) return { threshold, ...detailsOf(cells[0]!, logits[0]!) };
  const details = cells.map((row, r) => detailsOf(row, logits[r]!));
  return {
    threshold,
    ...(threshold && { decisions: details.map(({ decision }) => decision) }),
    ...(interval && { intervals: details.map(({ interval }) => interval) }),
    ...(explain && { explanations: details.map(({ explanation }) => explanation) }),
    ...(counterfactuals && { counterfactuals: details.map(({ counterfactual }) => counterfactual) }),
  };
}
