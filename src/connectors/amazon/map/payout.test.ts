import { expect, it } from 'vitest';
import { payoutSchema } from '../schema';
import { mapPayout } from './payout';

const PAYOUT = {
  id: '11888387941',
  currentStatus: 'PAID',
  statusHistory: [{ status: 'STARTED', lastUpdatedDate: '2026-03-02T03:00:00Z' }],
  amount: { currencyCode: 'USD', currencyAmount: 1250.75 },
  creationDate: '2026-03-01T03:00:00Z',
};

const told = (change: object) => {
  const fact = mapPayout(payoutSchema.parse({ ...PAYOUT, ...change }), 'America/Los_Angeles');
  return (
    fact && [
      fact.orderExternalId,
      fact.currency,
      ...fact.entries.map((entry) => `${entry.processed.local} ${entry.kind} ${entry.amountMinor}`),
    ]
  );
};

it('a payout is what set out for the bank, on that day', () => {
  const paid = ['payout:11888387941', 'USD', '2026-02-28T19:00:00 PAYOUT 125075'];
  for (const currentStatus of ['STARTED', 'IN_TRANSIT', 'PAID']) expect(told({ currentStatus })).toEqual(paid);
  expect(told({ creationDate: null })).toEqual(['payout:11888387941', 'USD', '2026-03-01T19:00:00 PAYOUT 125075']);
});

it('a payout that came to nothing has no entries, so that what was told before goes', () => {
  for (const currentStatus of ['FAILED', 'CANCELLED', 'NO_PAYOUT', 'TO_COME'])
    expect(told({ currentStatus })).toEqual(['payout:11888387941', 'USD']);
  expect(told({ amount: null, currentStatus: 'NO_PAYOUT' })).toBeNull();
});
