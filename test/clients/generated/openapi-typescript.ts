// Asks with openapi-fetch, whose paths and bodies have the types that openapi-typescript generated.
import { deepStrictEqual as same } from 'node:assert';
import createClient from 'openapi-fetch';
import { byHand, flight, flights, key, tensors, url } from './by-hand.ts';
import type { paths } from './paths.d.ts';

const client = createClient<paths>({ baseUrl: url, headers: { 'x-api-key': key } });

const row = await client.POST('/inference/delay', { body: flight, params: { query: { explain: true } } });
same(row.data, await byHand('/inference/delay?explain=true', flight));
const batch = await client.POST('/inference/delay', { body: { instances: flights } });
same(batch.data, await byHand('/inference/delay', { instances: flights }));
const answered = await client.POST('/v2/models/delay/infer', { body: { inputs: [...tensors] } });
same(answered.data, await byHand('/v2/models/delay/infer', { inputs: tensors }));
const wrong = await client.POST('/inference/delay', { body: { ...flight, 'DIA-I': 32 } });
same(
  wrong.error?.errors?.map(({ pointer }) => pointer),
  ['/DIA-I'],
);
const shown = await client.GET('/models/{model}', { params: { path: { model: 'delay' } } });
same(shown.data?.model, 'delay');
console.log('openapi-typescript: row, explanation, batch, tensors, problem and model are as sent by hand');
