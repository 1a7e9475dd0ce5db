import type { Row } from './api/model.ts';

/** What a link to the page holds: the model, the variant, the date and the row. Never the key. */
export interface Address {
  model: string;
  variant: string;
  date: string;
  row: Row;
}

const OWN = ['model', 'variant', 'date'];

/** Reads the query of a link. */
export function readAddress(query: string): Address {
  const parameters = new URLSearchParams(query);
  const row: Row = {};
  for (const [name, value] of parameters) {
    if (!OWN.includes(name)) row[name] = value;
  }
  const [model = '', variant = '', date = ''] = OWN.map((name) => parameters.get(name) ?? '');
  return { model, variant, date, row };
}

/** The query of a link to the same row. A missing value is an empty text. */
export function writeAddress({ model, variant, date, row }: Address): string {
  const parameters = new URLSearchParams({ model });
  if (variant) parameters.set('variant', variant);
  if (date) parameters.set('date', date);
  for (const [name, value] of Object.entries(row)) {
    if (!OWN.includes(name)) parameters.set(name, String(value ?? ''));
  }
  return `?${parameters}`;
}
