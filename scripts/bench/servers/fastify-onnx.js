// fastify and onnxruntime-node: one-hot by tables, the model in ONNX. argv: port, folder with model.onnx and node_modules
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [port, folder] = process.argv.slice(2);
const { tables, columns } = await import(pathToFileURL(join(folder, 'tables.js')));
const require = createRequire(join(folder, 'package.json'));
const { InferenceSession, Tensor } = require('onnxruntime-node');
const session = await InferenceSession.create(join(folder, 'model.onnx'), {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
});

async function predict(rows) {
  const x = new Float32Array(rows.length * columns.size);
  rows.forEach((row, r) => {
    for (const [field] of tables) x[r * columns.size + columns.get(`${field}=${row[field]}`)] = 1;
  });
  const { probability } = await session.run({ x: new Tensor('float32', x, [rows.length, columns.size]) });
  return Array.from(probability.data, (p) => [1 - p, p]);
}

const app = require('fastify')();
app.post('/inference/:model', async ({ body }) => {
  if (body.instances) return { statusCode: 200, body: { predictions: await predict(body.instances) } };
  const [prediction] = await predict([body]);
  return { statusCode: 200, body: { prediction } };
});
await app.listen({ port: Number(port), host: '127.0.0.1' });
