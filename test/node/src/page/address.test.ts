import { expect, test } from 'vitest';
import { readAddress, writeAddress } from '../../../../src/page/address.ts';

test('readAddress(query) reads back what writeAddress(address) wrote, and an address holds no key', () => {
  const address = { model: 'delay', variant: 'one-hot', date: '2027-02-05', row: { 'HORA-I': '5', OPERA: 'A&B = é' } };
  expect(readAddress(writeAddress(address))).toEqual(address);
});

test('a missing value is an empty text in a link', () => {
  const query = writeAddress({ model: 'm', variant: '', date: '', row: { age: null, city: 'Lima' } });
  expect(readAddress(query).row).toEqual({ age: '', city: 'Lima' });
});
