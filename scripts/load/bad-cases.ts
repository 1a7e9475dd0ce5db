import type { Example, Field } from '../../src/core/artifact.ts';
import { type Case, goodCase } from './case.ts';

/** Requests to one model that are invalid on purpose, each in a different way, with the status that they must get. */
export function badCases(model: string, fields: readonly Field[], input: Example['input']): Case[] {
  const incomplete = fields
    .filter(({ missing }) => missing === undefined)
    .slice(0, 1)
    .map(({ name }) => Object.fromEntries(Object.entries(input).filter(([member]) => member !== name)));
  const wrongValues = fields.map((field) => ({ ...input, [field.name]: wrongValue(field) }));
  const unprocessable = [...wrongValues, ...incomplete, { ...input, 'no such field': 1 }, { instances: [] }, []];
  const good = goodCase(model, input);
  return [
    ...unprocessable.map((body) => ({ ...good, body: JSON.stringify(body), status: 422 })),
    { ...good, body: good.body.slice(0, -1), status: 400 },
    { ...good, key: false, status: 401 },
    { ...good, path: `${good.path}/no-such-variant`, status: 404 },
    { ...good, path: '/inference/no-such-model', status: 404 },
    { ...good, method: 'GET', status: 405 },
    { ...good, contentType: 'text/plain', status: 415 },
  ];
}

/** A value that is invalid for a field whatever its settings are. */
function wrongValue(field: Field): string | number {
  return field.type === 'category' ? 1 : 'not a number';
}
