import { describe, expect, it } from 'vitest';
import { mapBalanceTransaction, mapPayout, type BalanceTransaction } from './finance';

const money = (amount: string, currencyCode = 'USD') => ({ amount, currencyCode });
const charge: BalanceTransaction = {
  id: 'gid://shopify/ShopifyPaymentsBalanceTransaction/77',
  type: 'CHARGE',
  test: false,
  transactionDate: '2026-03-08T06:59:30Z',
  amount: money('100.00'),
  net: money('96.80'),
  associatedOrder: { id: 'gid://shopify/Order/1051' },
};
const entriesOf = (transaction: Partial<BalanceTransaction>) =>
  mapBalanceTransaction({ ...charge, ...transaction }, 'America/New_York')?.entries.map(({ kind, amountMinor }) => [kind, amountMinor]);

describe('movements of the balance', () => {
  it('cost an order its fee, on the day of the shop', () => {
    expect(mapBalanceTransaction(charge, 'America/New_York')).toMatchObject({
      orderExternalId: '1051',
      scope: 'balance:77',
      currency: 'USD',
      entries: [{ kind: 'FEE', amountMinor: -320n, quantity: 0, processed: { local: '2026-03-08T01:59:30' } }],
    });
  });

  it('give a fee back, or keep it', () => {
    expect(entriesOf({ type: 'REFUND', amount: money('-100.00'), net: money('-96.80') })).toEqual([['FEE', 320n]]);
    expect(entriesOf({ type: 'REFUND', amount: money('-100.00'), net: money('-100.00') })).toEqual([]);
  });

  it('are adjustments when they are no payments: a dispute takes the money and a fee', () => {
    expect(entriesOf({ type: 'DISPUTE_WITHDRAWAL', amount: money('-100.00'), net: money('-115.00') })).toEqual([
      ['FEE', -1500n],
      ['ADJUSTMENT', -10000n],
    ]);
  });

  it('that belong to no order stand by themselves', () => {
    const label = { type: 'SHIPPING_LABEL', amount: money('-5.10'), net: money('-5.10'), associatedOrder: null };
    expect(mapBalanceTransaction({ ...charge, ...label }, 'UTC')).toMatchObject({
      orderExternalId: 'payments:77',
      entries: [{ kind: 'ADJUSTMENT', amountMinor: -510n }],
    });
  });

  it('are in the currency of the payouts', () => {
    expect(mapBalanceTransaction({ ...charge, amount: money('15000', 'JPY'), net: money('14520', 'JPY') }, 'UTC')).toMatchObject({
      currency: 'JPY',
      entries: [{ amountMinor: -480n }],
    });
  });

  it('are left out when they are tests or payouts', () => {
    expect(entriesOf({ test: true })).toBeUndefined();
    expect(entriesOf({ type: 'TRANSFER' })).toBeUndefined();
  });
});

describe('payouts', () => {
  const payout = {
    id: 'gid://shopify/ShopifyPaymentsPayout/5',
    status: 'PAID',
    transactionType: 'DEPOSIT',
    issuedAt: '2026-03-08T06:59:30Z',
    net: money('1234.50'),
  };

  it('are money that came', () => {
    expect(mapPayout(payout, 'America/New_York')).toMatchObject({
      orderExternalId: 'payout:5',
      scope: 'payout',
      currency: 'USD',
      entries: [{ kind: 'PAYOUT', amountMinor: 123_450n }],
    });
  });

  it('take money when they are withdrawals, however that is signed', () => {
    for (const amount of ['20.00', '-20.00']) {
      expect(mapPayout({ ...payout, transactionType: 'WITHDRAWAL', net: money(amount) }, 'UTC').entries[0]?.amountMinor).toBe(-2000n);
    }
  });

  it.each(['SCHEDULED', 'FAILED', 'CANCELED'])('are nothing when %s, which takes back what was written', (status) => {
    expect(mapPayout({ ...payout, status }, 'UTC')).toMatchObject({ orderExternalId: 'payout:5', scope: 'payout', entries: [] });
  });
});
