// A client with types from the service's own OpenAPI document. Generate them once:
// npx oazapfts http://127.0.0.1:8787/openapi.json .build/client.ts --optimistic
import { defaults, inferDelay } from '../../.build/client.ts';

defaults.baseUrl = process.env.SERVICE_URL ?? 'http://127.0.0.1:8787';
defaults.headers = { 'x-api-key': process.env.API_KEY ?? '' };

const departure = { 'DIA-I': 3, 'MES-I': 2, 'HORA-I': 9, DIANOM: 'Viernes' } as const;
const flight = { ...departure, OPERA: 'Grupo LATAM', TIPOVUELO: 'N', SIGLADES: 'La Serena' } as const;
const { body } = await inferDelay(flight, { explain: true, threshold: 'warn' });
if ('prediction' in body) {
  const because = body.explanation?.contributions[0]?.fields;
  console.log(JSON.stringify({ probability: body.prediction[1], decision: body.decision, because }));
}
