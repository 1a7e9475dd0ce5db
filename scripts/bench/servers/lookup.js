// A Worker written by hand for one model: no key, no checks, no log.
import { intercept, tables } from './tables.js';

function predict(row) {
  let logit = intercept;
  for (const [field, table] of tables) logit += table.get(row[field]);
  const p = 1 / (1 + Math.exp(-logit));
  return [1 - p, p];
}

export default {
  async fetch(request) {
    const body = await request.json();
    const answer = body.instances ? { predictions: body.instances.map(predict) } : { prediction: predict(body) };
    return Response.json({ statusCode: 200, body: answer });
  },
};
