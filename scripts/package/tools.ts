/** What a project installs for the command line, next to the package: `edge-logit/score` needs none of it. */
export const TOOLS = ['@duckdb/node-api', 'esbuild', 'node', 'workerd', 'wrangler'];
/** What the package brings along. */
export const LIBRARIES = [
  ...[
    '@bufbuild/protobuf',
    '@hono/node-server',
    '@observablehq/plot',
    'commander',
    'fflate',
    'hono',
    'linkedom',
    'prom-client',
    'smol-toml',
  ],
  ...['swagger-ui-dist', 'zod'],
];
