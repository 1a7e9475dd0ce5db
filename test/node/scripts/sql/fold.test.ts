import { expect, test } from 'vitest';
import { DIALECTS } from '../../../../scripts/sql/dialects.ts';
import { selectSql } from '../../../../scripts/sql/select.ts';
import { CITIES, category } from './artifacts.ts';
import { duckdbEngine } from './engines.ts';
import { foldingContract } from './folding-contract.ts';

foldingContract(duckdbEngine);

test.each(['sqlite', 'redshift'] as const)('%s refuses to fold', (name) => {
  const artifact = { ...CITIES, fields: [category('city', ['Lima', 'Quito', 'Cusco'], 'folded')] };
  const select = () => selectSql(artifact, { dialect: DIALECTS[name], table: 'x', fold: true });
  expect(select).toThrow(
    `${DIALECTS[name].title} cannot fold city: leave out --fold, and spell categories as the model does`,
  );
});
