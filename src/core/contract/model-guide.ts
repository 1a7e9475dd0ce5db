import type { Artifact } from '../artifact.ts';
import { answerSchemas } from './answer-schemas.ts';
import { optionSchemas } from './option-descriptions.ts';
import { rowSchema } from './row-schema.ts';
import type { StatedLimits } from './stated-limits.ts';

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

/** How to call a model, the same for all variants: fields, paths, headers, options, limits, schemas of answers. */
export function modelGuide(artifact: Artifact, { bodyBytes, rows, streamRows }: StatedLimits) {
  const { model, fields, changeable, thresholds, examples } = artifact;
  return {
    fields,
    changeable,
    thresholds,
    schema: { $schema: DIALECT, ...rowSchema(fields) },
    example: examples[0]?.input,
    links: {
      infer: `/inference/${model}`,
      inferVariant: `/inference/${model}/{variant}`,
      inferTensors: `/v2/models/${model}/infer`,
      problems: '/problems',
      reference: '/docs',
      openapi: '/openapi.json',
    },
    headers: HEADERS,
    options: optionSchemas(Object.keys(thresholds)),
    bodies: [
      { name: 'row', contentType: JSON_TYPE, form: 'a row', answer: 'RowAnswer', most: { bytes: bodyBytes } },
      {
        name: 'batch',
        contentType: JSON_TYPE,
        form: '{ "instances": [row, …] }',
        answer: 'BatchAnswer',
        most: { bytes: bodyBytes, rows },
      },
      {
        name: 'lines',
        contentType: 'application/x-ndjson',
        form: 'one row per line; one line in the answer for each',
        answer: 'LineAnswer',
        most: { charactersPerLine: bodyBytes, ...(streamRows !== undefined && { rows: streamRows }) },
      },
    ],
    answers: { $schema: DIALECT, $defs: answerSchemas((name) => `#/$defs/${name}`) },
  };
}

const JSON_TYPE = 'application/json';

const HEADERS = {
  'x-api-key': { required: true, description: 'The API key.' },
  'x-subject': {
    required: false,
    description: 'The subject of the answer: every subject always gets the same variant. Default: the API key.',
  },
  'x-request-id': { required: false, description: 'An id for the request; the answer and the log repeat it.' },
};
