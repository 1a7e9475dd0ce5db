import { expect, test } from 'vitest';
import { mediaTypeOf } from '../../../src/http/media-type.ts';

const json = { 'content-type': 'application/json' };

test.each([
  ['application/json', 'application/json'],
  ['Application/JSON', 'application/json'],
  ['application/json; charset=utf-8', 'application/json'],
  ['application/json;charset="UTF-8"', 'application/json'],
  ['application/x-ndjson', 'application/x-ndjson'],
  [' Application/X-NDJSON ;Charset = Utf-8', 'application/x-ndjson'],
])('mediaTypeOf(headers) reads the content-type %j as %s', (type, mediaType) => {
  expect(mediaTypeOf(new Headers({ 'content-type': type }))).toBe(mediaType);
});

test.each([
  {},
  { 'content-type': '' },
  { 'content-type': 'application/problem+json' },
  { 'content-type': 'application/json; charset=latin1' },
  { 'content-type': 'application/json; charset = utf-16' },
  { 'content-type': 'application/json; charset=utf-8; charset=utf-16' },
  { 'content-type': 'application/x-ndjson; charset=utf-16' },
  { ...json, 'content-encoding': 'gzip' },
])('mediaTypeOf(headers) refuses %j', (headers: Record<string, string>) => {
  expect(() => mediaTypeOf(new Headers(headers))).toThrow(expect.objectContaining({ code: 'unsupported-media-type' }));
});

test('mediaTypeOf(headers) names the only content-encoding that is accepted', () => {
  const headers = new Headers({ ...json, 'content-encoding': 'gzip' });
  const options = expect.objectContaining({ headers: { 'accept-encoding': 'identity' } });
  expect(() => mediaTypeOf(headers)).toThrow(expect.objectContaining({ status: 415, options }));
});

test.each(['identity', 'Identity', 'IDENTITY'])('mediaTypeOf(headers) accepts the content-encoding %s', (coding) => {
  expect(mediaTypeOf(new Headers({ ...json, 'content-encoding': coding }))).toBe('application/json');
});
