/** What no line of a log may hold: an API key, or a line of a stack trace. */
export const SECRETS = /lr_[0-9A-Za-z]{20}|(\n|\\n|^)\s*at /;
