/*
 * Node takes a body that is a stream only with `duplex`, which Cloudflare does not know. Tests build requests as on
 * Cloudflare.
 */

globalThis.Request = class extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input, { duplex: 'half', ...init } as RequestInit);
  }
};
