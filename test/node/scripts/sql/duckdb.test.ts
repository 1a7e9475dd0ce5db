import { sqlContract } from './contract.ts';
import { duckdbEngine } from './engines.ts';

sqlContract(duckdbEngine, [
  ['instant', "TIMESTAMPTZ '2027-02-05 21:30:00+00'", 18],
  ['instant', "TIMESTAMPTZ '2027-07-05 21:30:00+00'", 17],
  ['local', "TIMESTAMP '2027-02-05 18:30:00'", 18],
  ['local', "DATE '2027-02-05'", 0],
  ['text', "TIMESTAMP '2027-02-05 18:30:00'", 18],
  ['text', "DATE '2027-02-05'", 0],
]);
