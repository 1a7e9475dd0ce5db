/** The header `link` of what describes models: where programs and people find the documentation (RFC 8631). */
export const DOCUMENT_LINKS = [
  '</openapi.json>; rel="service-desc"; type="application/vnd.oai.openapi+json;version=3.1"',
  '</docs>; rel="service-doc"; type="text/html"',
].join(', ');
