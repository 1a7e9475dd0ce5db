import type { Design } from '../cells/axes.ts';
import type { Engine } from '../engines/engine.ts';
import { clamped, type Predictor, type RowSource, sourceLogits } from './scored-query.ts';

const LARGEST_LOGIT = 36;

/** The negative log-likelihood of rows, in nats. */
export async function totalLoss(
  { dialect, select }: Engine,
  design: Design,
  source: RowSource,
  predictor: Predictor,
): Promise<number> {
  const { sql } = dialect;
  const { from, logit } = sourceLogits(dialect, design, source, predictor);
  const z = `SELECT t.w AS w, t.y AS y, ${clamped(dialect, logit, LARGEST_LOGIT)} AS z FROM ${from}`;
  const loss = sql.asText(dialect.sumOfDoubles(lossOf(dialect.sql.double(1))));
  const [found] = await select([`SELECT ${loss} AS loss FROM (${z}) AS q`], 'the loss on validation rows');
  return Number(found!.loss);
}

/** SQL for the loss of a row with the logit `z`: the softplus of −z for each positive observation, of z for each negative one. */
export function lossOf(one: string): string {
  return `y * LN(${one} + EXP(-z)) + (w - y) * LN(${one} + EXP(z))`;
}
