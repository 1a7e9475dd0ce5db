import type { Artifact, Field } from '../../src/core/artifact.ts';
import { optionSchemas } from '../../src/core/contract/option-descriptions.ts';
import * as details from '../../src/core/contract/problem-details.ts';
import { PROBLEMS, type ProblemCode } from '../../src/core/contract/problems.ts';
import { compileEncoder, encodeRow, type Issue } from '../../src/core/encode.ts';

/** An operation that answers with a problem. */
export interface Place {
  /** Without parameters. */
  path: string;
  method: 'GET' | 'POST';
  /** The variants of its model, and the variant in the path, if any. */
  artifacts?: readonly Artifact[];
  variant?: string | undefined;
  /** The rate of a key. */
  rate?: { limit: number; period: number } | undefined;
}

/** A variant that no model has. */
export const NO_VARIANT = 'nil';

/** A problem document as the service answers it at a place, except for the request id. */
export function problemExample(code: ProblemCode, place: Place) {
  const { title, status } = PROBLEMS[code];
  const { path, variant } = place;
  const errors = code === 'invalid-input' ? wrongRow(place.artifacts!).errors : undefined;
  return {
    type: `/problems/${code}`,
    title,
    status,
    detail: DETAILS[code]?.(place) ?? title,
    instance: code === 'unknown-variant' ? path.replace(`/${variant}`, `/${NO_VARIANT}`) : path,
    request_id: '5f2b7c1e-1d0a-4c3b-9f54-0c8f7f3f0a11',
    ...(errors && { errors }),
  };
}

/** The same problem as an error of the Open Inference Protocol. */
export function tensorErrorExample(code: ProblemCode, place: Place) {
  const { detail, errors = [] } = problemExample(code, place);
  return { error: [detail, ...errors.map((issue) => `Row 0: ${issue.detail}.`)].join(' ') };
}

const DETAILS: Partial<Record<ProblemCode, (place: Place) => string>> = {
  'malformed-body': () => details.notJson('Unexpected end of JSON input'),
  'invalid-option': ({ path }) =>
    details.unknownOption('"explian"', path.startsWith('/v2') ? [] : Object.keys(optionSchemas([]))),
  unauthorized: details.keyRequired,
  'unknown-model': ({ artifacts }) => details.unknownModel(artifacts![0]!.model),
  'unknown-variant': ({ artifacts = [] }) =>
    details.unknownVariant(
      artifacts[0]!.model,
      NO_VARIANT,
      artifacts.map(({ variant }) => variant),
    ),
  'method-not-allowed': ({ method }) => details.otherMethods(method === 'GET' ? ['GET', 'HEAD'] : [method]),
  'body-too-large': () => details.bodyTooLarge(1_048_576),
  'unsupported-media-type': details.compressedBody,
  'invalid-input': () => `${details.invalidValues(1)}.`,
  'rate-limited': ({ rate = { limit: 60, period: 60 } }) => details.keyRateExceeded(rate.limit, rate.period),
  'header-too-long': () => details.headerTooLong('x-subject', 256),
};

/** A row with one wrong value, and the errors that the service lists for it. */
export function wrongRow([artifact]: readonly Artifact[]): { row: Record<string, unknown>; errors: readonly Issue[] } {
  const { fields, examples } = artifact!;
  const field = fields.find((field) => field.type === 'category' && field.unknown === 'reject') ?? fields[0]!;
  const value = wrongValue(field);
  const row = { ...examples[0]!.input, [field.name]: value };
  const { errors } = encodeRow(compileEncoder(fields), row, new Float64Array(fields.length));
  return { row, errors };
}

function wrongValue(field: Field): unknown {
  if (field.type !== 'category') return 'many';
  return field.unknown === 'reject' ? field.vocabulary[0]!.slice(0, -1) : 1;
}
