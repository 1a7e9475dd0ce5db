import * as z from 'zod/mini';
import { lazily } from '../lazily.ts';

/** Scheme, host and port of a page, without the port that the scheme has anyway. */
const ORIGIN =
  /^(https:\/\/(?!.*:443$)|http:\/\/(?!.*:80$))([a-z0-9-]+(\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(:[1-9]\d{0,4})?$/;

/** An origin as browsers send it: written otherwise, it would never match, and nobody would know why. */
export const originSchema = lazily(() =>
  z
    .string()
    .check(
      z.regex(
        ORIGIN,
        'expected an origin as browsers send it, such as "https://example.org" or "http://localhost:5173": ' +
          'lower case, no slash at the end, no path, no default port',
      ),
    ),
);
