// Asks with the client that hey-api generated.
import { deepStrictEqual as same } from 'node:assert';
import { byHand, flight, flights, key, tensors, url } from './by-hand.ts';
import { client } from './hey/client.gen.ts';
import { inferDelay, inferDelayTensors, showModel } from './hey/sdk.gen.ts';

client.setConfig({ baseUrl: url, auth: key });

const row = await inferDelay({ body: flight, query: { explain: true } });
same(row.data, await byHand('/inference/delay?explain=true', flight));
const batch = await inferDelay({ body: { instances: flights } });
same(batch.data, await byHand('/inference/delay', { instances: flights }));
const answered = await inferDelayTensors({ body: { inputs: [...tensors] } });
same(answered.data, await byHand('/v2/models/delay/infer', { inputs: tensors }));
const wrong = await inferDelay({ body: { ...flight, 'DIA-I': 32 } });
same(
  wrong.error?.errors?.map(({ pointer }) => pointer),
  ['/DIA-I'],
);
const shown = await showModel({ path: { model: 'delay' } });
same(shown.data?.model, 'delay');
console.log('hey-api: row, explanation, batch, tensors, problem and model are as sent by hand');
