// Runs on /docs: shows the OpenAPI document of this service with the viewer from `swagger-ui-bundle.js`.
const NDJSON = 'application/x-ndjson';

/**
 * Shows NDJSON as editable lines. Otherwise the viewer treats every media type with “json” in its name as JSON, and
 * offers to upload a file.
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
