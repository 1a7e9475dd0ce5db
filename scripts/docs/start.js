// What /docs runs: the viewer, which `swagger-ui-bundle.js` defines, on the document of the same service.
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  syntaxHighlight: false,
});
