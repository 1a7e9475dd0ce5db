// One request, checked, with k6: k6 run test/examples/predict.k6.js
import { check } from 'k6';
import http from 'k6/http';

export const options = { thresholds: { checks: ['rate==1'] } };

export default function predict() {
  const row = {
    'DIA-I': 3,
    'MES-I': 2,
    'HORA-I': 9,
    OPERA: 'Grupo LATAM',
    TIPOVUELO: 'N',
    SIGLADES: 'LaSerena',
    DIANOM: 'Viernes',
  };
  const headers = { 'content-type': 'application/json', 'x-api-key': __ENV.API_KEY };
  const response = http.post(`${__ENV.SERVICE_URL}/inference/delay`, JSON.stringify(row), { headers });
  check(response, { 'answers 200': ({ status }) => status === 200 });
}
