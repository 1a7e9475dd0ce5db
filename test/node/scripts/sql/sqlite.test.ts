import { sqlContract } from './contract.ts';
import { sqliteEngine } from './engines.ts';

sqlContract(sqliteEngine, [
  ['instant', '1801863000', 18],
  ['instant', '1814823000.9', 17],
  ['local', "'2027-02-05 18:30:00'", 18],
  ['text', "'2027-02-05'", 0],
]);
