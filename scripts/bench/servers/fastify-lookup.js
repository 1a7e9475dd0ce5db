// Written by hand for one model on Node: fastify and a table look-up. argv: port, folder with tables.js and node_modules
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [port, folder] = process.argv.slice(2);
const { tables, intercept } = await import(pathToFileURL(join(folder, 'tables.js')));
const fastify = createRequire(join(folder, 'package.json'))('fastify');

function predict(row) {
  let logit = intercept;
  for (const [field, table] of tables) logit += table.get(row[field]);
  const p = 1 / (1 + Math.exp(-logit));
  return [1 - p, p];
}

const app = fastify();
app.post('/inference/:model', async ({ body }) => {
  const answer = body.instances ? { predictions: body.instances.map(predict) } : { prediction: predict(body) };
  return { statusCode: 200, body: answer };
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
