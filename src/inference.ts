import type { Context } from 'hono';
import { readJson } from './body.ts';
import { chooseVariant, type InferenceOptions, scoreRows } from './chosen-variant.ts';
import type { AppContext } from './context.ts';
import { prediction } from './core/score.ts';
import { compileDetails } from './details.ts';
import { answerLines, isNdjson } from './ndjson.ts';
import { type Options, parseOptions } from './options.ts';
import { Problem } from './problem.ts';
import type { Variant } from './registry.ts';
import { encodeRows, type Rows } from './rows.ts';

/** How many rows of a batch can be explained at once. */
export const MOST_EXPLAINED = 100;

/**
 * `POST /inference/:model` and `/inference/:model/:variant`: the probabilities of both classes, for a row or a batch,
 * or line by line for NDJSON; and what the options in the query ask for.
 */
export function inference(surface: InferenceOptions) {
  const { environment, registry } = surface;
  return async function infer(c: Context<AppContext>): Promise<Response> {
    const { model = '', variant: wanted } = c.req.param();
    const chosen = chooseVariant(c, surface, model, wanted);
    const { variant } = chosen;
    const options = parseOptions(c.req.url, variant);
    if (isNdjson(c.req.raw)) return answerLines(c, environment.limits, variant, options);

    const body = await readJson(c.req.raw, environment.limits.bodyBytes);
    const rows = encodeRows(variant.contract, body, environment.limits.rows);
    if (options) checkExplained(options, rows);
    const logits = scoreRows(c, registry, chosen, rows.cells);
    return reply(variant, rows, logits, options);
  };
}

function checkExplained({ explain, counterfactuals }: Options, { cells }: Rows): void {
  if (cells.length <= MOST_EXPLAINED || !(explain || counterfactuals)) return;
  const detail = `explain and counterfactuals take at most ${MOST_EXPLAINED} rows at once, not ${cells.length}.`;
  throw new Problem('invalid-option', { detail });
}

/** The envelope of the service that this one replaces, the variant that answered, and what options add. */
function reply(variant: Variant, rows: Rows, logits: readonly number[], options: Options | undefined): Response {
  const { model, variant: name, digest } = variant.artifact;
  const answer = rows.batch ? { predictions: logits.map(prediction) } : { prediction: prediction(logits[0]!) };
  const body = {
    ...answer,
    model,
    variant: name,
    ...(rows.warnings.length > 0 && { warnings: rows.warnings }),
    ...(options && optional(variant, rows, logits, options)),
  };
  return Response.json({ statusCode: 200, body }, { headers: { 'x-model-digest': digest } });
}

function optional(variant: Variant, { batch, cells }: Rows, logits: readonly number[], options: Options): object {
  const { explain, counterfactuals, threshold } = options;
  const detailsOf = compileDetails(options, variant);
  if (!batch) return { threshold, ...detailsOf(cells[0]!, logits[0]!) };
  const details = cells.map((row, r) => detailsOf(row, logits[r]!));
  return {
    threshold,
    ...(threshold && { decisions: details.map(({ decision }) => decision) }),
    ...(explain && { explanations: details.map(({ explanation }) => explanation) }),
    ...(counterfactuals && { counterfactuals: details.map(({ counterfactual }) => counterfactual) }),
  };
}
