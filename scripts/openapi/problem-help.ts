import type { ProblemCode } from '../../src/core/contract/problems.ts';

/** What a problem means for the caller, and how to fix it. */
export interface ProblemHelp {
  meaning: string;
  remedy: string;
}

export const PROBLEM_HELP: Record<ProblemCode, ProblemHelp> = {
  'malformed-body': {
    meaning: 'The body, or a line of NDJSON, is not JSON, is not UTF-8, or ends before the JSON does.',
    remedy:
      'Send one JSON document in UTF-8, without lone surrogates. Write numbers as in JSON: no NaN, no leading zeros. JSON has no trailing commas. The replacement character U+FFFD, a sign of text that was decoded wrongly, is refused too. If you mean it, write \\ufffd.',
  },
  'invalid-option': {
    meaning:
      'A parameter in the query is unknown, appears twice, has a wrong value, or is not supported by this variant or for so many rows.',
    remedy:
      'The detail names the parameter and what is allowed. GET /models/{model} lists the options of every variant and the names of thresholds. POST /v2/…/infer has no parameters.',
  },
  unauthorized: {
    meaning: 'The request has no API key, or the key is not valid. The answer does not say which.',
    remedy:
      'Send the whole key, and nothing else, in the header x-api-key. A key that worked before may have expired or been revoked: ask for a new one.',
  },
  forbidden: {
    meaning: 'The key is valid, but not for this model, or not for this variant of it.',
    remedy: 'Use another model, or ask for a key that includes this one.',
  },
  'unknown-path': {
    meaning: 'The service has nothing at this path.',
    remedy: 'Compare the path with the reference at /docs. Upper and lower case differ; a slash at the end is ignored.',
  },
  'unknown-model': {
    meaning: 'There is no model with this name.',
    remedy: 'GET /models lists the models.',
  },
  'unknown-variant': {
    meaning: 'The model has no variant with this name.',
    remedy: 'GET /models/{model} lists its variants. Without a variant in the path, the service picks one.',
  },
  'method-not-allowed': {
    meaning: 'The path exists, but does not support this method.',
    remedy: 'The header Allow lists the methods of the path.',
  },
  'body-too-large': {
    meaning: 'The body has more bytes than a request may have; or, in NDJSON, a line is too long.',
    remedy: 'Split the rows over several requests, or send them as NDJSON, where only the length of a line is limited.',
  },
  'unsupported-media-type': {
    meaning: 'The headers announce something other than JSON in UTF-8, or a compressed body.',
    remedy: 'Send content-type: application/json, or application/x-ndjson for a row per line, and no content-encoding.',
  },
  'invalid-input': {
    meaning:
      'The body is JSON, but not what the model expects: a field is missing, unknown, out of range or of the wrong type. Or it has more rows than the tier of the key allows.',
    remedy:
      'Each item of errors points to a value (JSON Pointer) and says what is allowed. All errors are listed at once, up to 100. One bad row refuses the whole batch.',
  },
  'rate-limited': {
    meaning: 'The key has sent more requests than its tier allows.',
    remedy: 'Wait as many seconds as the header Retry-After says. A batch of many rows counts as one request.',
  },
  'header-too-long': {
    meaning: 'A header, such as x-subject, has too many characters.',
    remedy: 'The detail names the header and its limit. You can send a hash instead of a long identifier.',
  },
  internal: {
    meaning: 'Something failed unexpectedly. The log of the service has the details, under the request_id.',
    remedy: 'Try again. If it fails again, send the request_id to the operator of the service.',
  },
  'keys-unavailable': {
    meaning: 'The key store cannot be reached, and this key was not used here recently.',
    remedy: 'Try again after as many seconds as the header Retry-After says.',
  },
  'not-ready': {
    meaning: 'A model does not reproduce the examples that were stored when it was trained.',
    remedy: 'Only the operator can fix this: the log names the model and the example.',
  },
};
