import type { Artifact, Field } from '../../src/core/artifact.ts';
import { reference } from './schemas.ts';
import { scored } from './scored.ts';

/*
 * The bodies of warehouses that call over HTTP: `calls` of BigQuery, `data` of Snowflake and Teradata. No client sends them,
 * so they are an extension of an operation: as further answers they would complicate the types of every generated client.
 */

const VALUE = { type: ['string', 'number', 'null'] };

/** What an operation takes from warehouses, and what it answers, by the member of the body. */
export function warehouseBodies(artifact: Artifact, inputs: readonly object[]) {
  const { fields } = artifact;
  const calls = inputs.map((input) => fields.map(({ name }) => Reflect.get(input, name) ?? null));
  const data = calls.map((values, row) => [row, ...values]);
  const replies = scored(artifact, inputs).map(([, positive]) => positive);
  return {
    calls: {
      body: bodySchema('calls', fields),
      answer: reference('CallsAnswer'),
      example: { body: { calls }, answer: { replies } },
    },
    data: {
      body: bodySchema('data', fields),
      answer: reference('DataAnswer'),
      example: { body: { data }, answer: { data: replies.map((answer, row) => [row, answer]) } },
    },
  };
}

function bodySchema(member: 'calls' | 'data', fields: readonly Field[]) {
  const names = fields.map(({ name }) => name).join(', ');
  const length = member === 'calls' ? fields.length : fields.length + 1;
  const description = `${member === 'calls' ? 'Values' : 'The number of the row, then values'} of ${names}.`;
  const row = { type: 'array', items: VALUE, minItems: length, maxItems: length, description };
  return { type: 'object', properties: { [member]: { type: 'array', items: row, minItems: 1 } }, required: [member] };
}
