/** Something the user can fix: shown as one sentence, without a stack trace. */
export class Failure extends Error {}
