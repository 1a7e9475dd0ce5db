import type { ProblemCode } from '../../src/core/contract/problems.ts';

/** What a problem means to whoever gets it, and how to mend it. */
export interface ProblemHelp {
  meaning: string;
  remedy: string;
}

export const PROBLEM_HELP: Record<ProblemCode, ProblemHelp> = {
  'malformed-body': {
    meaning: 'The body, or a line of NDJSON, is not JSON, is not UTF-8, or ended before the JSON did.',
    remedy:
      'Send one JSON document in UTF-8, which has no lone surrogates. Numbers are written as JSON has them: no NaN, no leading zeros, no trailing comma. The replacement character U+FFFD, which marks text that was decoded wrongly, is refused as well: if you mean it, write \\ufffd.',
  },
  'invalid-option': {
    meaning:
      'A parameter in the query is unknown, there twice, has a value that it does not take, or is not to be had of this variant or for so many rows.',
    remedy:
      'The detail names the parameter and what is allowed. GET /models/{model} lists the options of every variant and the names of thresholds. To infer below /v2 takes no parameters.',
  },
  unauthorized: {
    meaning: 'There is no API key in the request, or it is not valid. The answer does not tell which.',
    remedy:
      'Send the header x-api-key, the whole key and nothing else. If it used to work, it may have expired or been revoked: ask for a new one.',
  },
  forbidden: {
    meaning: 'The key is valid, but not for this model.',
    remedy: 'Ask another model, or ask for a key that includes this one.',
  },
  'unknown-path': {
    meaning: 'The service has nothing at this path.',
    remedy: 'Compare the path with the reference at /docs. The case of letters matters; a slash at the end does not.',
  },
  'unknown-model': {
    meaning: 'No model of this name is served here.',
    remedy: 'GET /models lists those that are.',
  },
  'unknown-variant': {
    meaning: 'The model has no variant of this name.',
    remedy: 'GET /models/{model} lists its variants; without one in the path, the service picks.',
  },
  'method-not-allowed': {
    meaning: 'The path exists, but does not take this method.',
    remedy: 'The header Allow lists the methods that it takes.',
  },
  'body-too-large': {
    meaning: 'The body has more bytes than one request may have; or, in NDJSON, a line has.',
    remedy: 'Split the rows over several requests, or stream them as NDJSON, which has no limit but that of a line.',
  },
  'unsupported-media-type': {
    meaning: 'The body is announced as something else than JSON in UTF-8, or is compressed.',
    remedy: 'Send content-type: application/json, or application/x-ndjson for a row per line, and no content-encoding.',
  },
  'invalid-input': {
    meaning: 'The body is JSON, but not what the model takes: a field is missing, unknown, of the wrong type or range.',
    remedy:
      'Each item of errors points at a value (JSON Pointer) and says what is allowed; all are listed at once, up to 100. In a batch, one bad row refuses all.',
  },
  'rate-limited': {
    meaning:
      'The key has asked more often than its tier allows, or this network has sent too many keys that are not valid.',
    remedy:
      'Wait as many seconds as the header Retry-After says. Many rows fit into one request: a batch counts as one.',
  },
  'header-too-long': {
    meaning: 'A header, such as x-subject, has more characters than it may have.',
    remedy: 'The detail names the header and its limit. A hash of a long identifier serves as well.',
  },
  internal: {
    meaning: 'Something failed that should not have. What exactly is in the log of the service, under request_id.',
    remedy: 'Try once more. If it stays, tell the operator the request_id.',
  },
  'keys-unavailable': {
    meaning: 'The store of the keys is out of reach, and this key was not used here recently.',
    remedy: 'Try again after as many seconds as the header Retry-After says.',
  },
  'not-ready': {
    meaning: 'A model that is routed does not reproduce the answers that it was trained with.',
    remedy: 'This one is for the operator: the log names the model and the example.',
  },
};
