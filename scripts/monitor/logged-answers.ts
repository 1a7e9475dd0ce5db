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
