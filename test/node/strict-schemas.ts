import { Ajv2020 } from 'ajv/dist/2020.js';

/** What is wrong with an answer: nothing when it is as documented. */
type Check = (answer: unknown) => string[];

interface OpenApi {
  paths: Record<string, Record<string, { responses: Record<string, { content: Record<string, { schema: Schema }> }> }>>;
}

type Schema = Record<string, unknown>;

/**
 * Checks answers by the schemas of an OpenAPI document, taken at their word: no object may have a member that its schema
 * does not name. Of text in lines it checks a line.
 */
export function strictSchemas(document: OpenApi): (path: string, method: string, type: string) => Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(closed(document) as object, 'openapi');
  return (path, method, type) => {
    const { schema } = document.paths[path]![method.toLowerCase()]!.responses[200]!.content[type]!;
    const { contentSchema = schema } = schema;
    const check = ajv.compile(closed(absolute(contentSchema)) as object);
    return (answer) =>
      check(answer) ? [] : check.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** A schema whose objects, however deep, have only the members that it names. */
export function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  const isObject = 'properties' in copy && copy.type === 'object';
  return isObject ? { additionalProperties: false, ...copy } : copy;
}

/** References of a schema, by the name that the document has for ajv. */
function absolute(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"openapi#/'));
}
