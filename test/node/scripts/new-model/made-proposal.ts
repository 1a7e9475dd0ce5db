import type { ProposedField } from '../../../../scripts/new-model/field.ts';
import type { Proposal } from '../../../../scripts/new-model/proposal.ts';
import { measured } from './columns.ts';

/** A proposal of three fields; the given members replace the defaults. */
export function madeProposal(some: Partial<Proposal> = {}): Proposal {
  return {
    dataPath: 'flights.csv',
    target: {
      column: 'y',
      condition: '"y" = 1',
      positive: '1',
      reason: 'against 0',
      classes: ['not y', 'y'],
      known: '"y" IS NOT NULL',
    },
    rows: 2000,
    positives: 500,
    rowsWithoutTarget: 0,
    fields: [
      madeField({ name: 'colour', type: 'category', vocabulary: ['blue', 'red'], found: measured({ distinct: 2 }) }),
      madeField({ name: 'stars', type: 'integer', found: measured({ distinct: 5, minimum: 1, maximum: 5 }) }),
      madeField({ name: 'price', type: 'number', found: measured({ minimum: 0.5, maximum: 99 }) }),
    ],
    leftOut: new Map([['y', 'the target']]),
    texts: [],
    minCount: 10,
    notes: [],
    ...some,
  };
}

/** A field that is read as it stands; the given members replace the defaults. */
export function madeField(some: Partial<ProposedField> & Pick<ProposedField, 'name' | 'type'>): ProposedField {
  const value = `"${some.name}"`;
  return { column: some.name, description: '', value, found: measured({}), auc: 0.6, ...some };
}
