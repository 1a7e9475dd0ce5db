// The requests of the generated clients, and how to send them by hand.

export const url = process.env.SERVICE_URL!;
export const key = process.env.API_KEY!;

export const flight = {
  'DIA-I': 3,
  'MES-I': 2,
  'HORA-I': 9,
  OPERA: 'Grupo LATAM',
  TIPOVUELO: 'N',
  SIGLADES: 'La Serena',
  DIANOM: 'Viernes',
} as const;
export const flights = [flight, flight];

const twice = <Value>(value: Value) => ({ shape: [2], data: [value, value] });
const whole = { datatype: 'INT64' } as const;
const text = { datatype: 'BYTES' } as const;

export const tensors = [
  { name: 'DIA-I', ...whole, ...twice(flight['DIA-I']) },
  { name: 'MES-I', ...whole, ...twice(flight['MES-I']) },
  { name: 'HORA-I', ...whole, ...twice(flight['HORA-I']) },
  { name: 'OPERA', ...text, ...twice(flight.OPERA) },
  { name: 'TIPOVUELO', ...text, ...twice(flight.TIPOVUELO) },
  { name: 'SIGLADES', ...text, ...twice(flight.SIGLADES) },
  { name: 'DIANOM', ...text, ...twice(flight.DIANOM) },
] as const;

export async function byHand(path: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json', 'x-api-key': key };
  return (await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
}
