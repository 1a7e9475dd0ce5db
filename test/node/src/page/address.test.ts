import { expect, test } from 'vitest';
import { readAddress, writeAddress } from '../../../../src/page/address.ts';

test('readAddress(query) reads back what writeAddress(address) wrote, and an address holds no key', () => {
  const address = { model: 'delay', variant: 'one-hot', date: '2027-02-05', row: { 'HORA-I': '5', OPERA: 'A&B = é' } };
  expect(readAddress(writeAddress(address))).toEqual(address);
});
