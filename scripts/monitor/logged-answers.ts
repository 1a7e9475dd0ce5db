import { logOdds } from '../maths/log-odds.ts';
import { readRequests } from '../request-logs/read-requests.ts';

/** The answer to a row, as a log has it. */
export interface LoggedAnswer {
  digest: string;
  logit: number;
}

/** The answers in logs. */
export interface LoggedAnswers {
  /** The answer to a row of a request, from 0; undefined if the logs do not have it. */
  find(requestId: string, row: number): LoggedAnswer | undefined;
}

/** The answers that logs have, with `DRIFT_SAMPLE` above 0. Of a batch of more than 100 rows they have evenly chosen ones. */
export async function readLoggedAnswers(model: string, paths: readonly string[]): Promise<LoggedAnswers> {
  const requests = new Map<string, { digest: string; step: number; probabilities: number[] }>();
  await readRequests(paths, ({ requestId, model: own, digest, rows = 1, probabilities }) => {
    if (own !== model || digest === undefined || probabilities === undefined) return;
    requests.set(requestId, { digest, step: Math.ceil(rows / probabilities.length), probabilities });
  });
  return {
    find(requestId, row) {
      const found = requests.get(requestId);
      const probability = found?.probabilities[row / found.step];
      return found && probability !== undefined ? { digest: found.digest, logit: logOdds(probability) } : undefined;
    },
  };
}
