/*
 * Node takes a body that is a stream only with `duplex`, which Cloudflare does not know. Tests build requests as on
 * Cloudflare.
 */

class RequestOfStream extends Request {
  constructor(input: RequestInfo | URL, init?: RequestInit) {
    super(input, { duplex: 'half', ...init } as RequestInit);
  }
}

// Files of tests share the global, and each runs this file.
if (Request.name !== RequestOfStream.name) globalThis.Request = RequestOfStream;
