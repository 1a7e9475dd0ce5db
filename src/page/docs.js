// What /docs runs: the viewer, which `swagger-ui-bundle.js` defines, on the document of the same service.
const NDJSON = 'application/x-ndjson';

/**
 * Shows NDJSON as the lines that it is, to be typed: the viewer takes whatever has “json” in its name for JSON, and what
 * has a media type for a file.
 */
function showLines() {
  return {
    afterLoad({ fn }) {
      const { isFileUploadIntended } = fn;
      const { getJsonSampleSchema } = fn.jsonSchema202012;
      fn.isFileUploadIntended = (schema, type) => type !== NDJSON && isFileUploadIntended(schema, type);
      fn.jsonSchema202012.getJsonSampleSchema = (schema, config, type, example) => {
        if (type === NDJSON && typeof example === 'string') return example;
        return getJsonSampleSchema(schema, config, type, example);
      };
    },
  };
}

const dark = matchMedia('(prefers-color-scheme: dark)');
function follow() {
  document.documentElement.classList.toggle('dark-mode', dark.matches);
}
dark.addEventListener('change', follow);
follow();

SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  syntaxHighlight: false,
  plugins: [showLines],
});
