import { describe, expect, it } from 'vitest';
import { accountEntrySchema } from '../schema';
import { mapCharge, mapDeposit, meaningOf } from './account-entry';

const entry = (ledger_type: string, amount: number, reference_type = 'receipt') =>
  accountEntrySchema.parse({
    entry_id: 11377948894,
    ledger_id: 8080291933,
    amount,
    currency: 'EUR',
    description: ledger_type,
    created_timestamp: Date.parse('2026-03-08T06:59:30Z') / 1000,
    ledger_type,
    reference_type,
    // Documented as text, sent as a number.
    reference_id: 101096642631,
    parent_entry_id: null,
    payment_adjustments: [],
  });

describe('entries of the payment account', () => {
  it.each([
    ['fee', ['transaction', 'transaction_quantity', 'shipping_transaction', 'regulatory_operating_fee', 'offsite_ads_fee', 'prolist']],
    ['fee', ['PAYMENT_PROCESSING_FEE', 'REFUND_PROCESSING_FEE', 'vat_on_processing_fees', 'vat_seller_services', 'DEPOSIT_FEE']],
    ['fee', ['listing', 'renew_sold', 'renew_sold_auto', 'auto_renew_expired', 'listing_private', 'SELLER_DRIVEN_TRAFFIC_CREDIT']],
    ['fee', ['transaction_refund', 'shipping_transaction_refund', 'offsite_ads_fee_refund', 'listing_refund']],
    ['adjustment', ['shipping_labels', 'shipping_label_refund', 'shipping_label_usps_adjustment_credit', 'seller_credit']],
    ['payout', ['DISBURSE', 'DISBURSE2', 'RECOUP', 'billing_payment']],
    ['refund', ['REFUND', 'REFUND_GROSS']],
    ['told', ['PAYMENT', 'PAYMENT_GROSS', 'sales_tax', 'sales_tax_refund', 'buyer_fee']],
    ['unknown', ['RESERVE', '', 'transaction_fee_of_tomorrow']],
  ] as const)('are told by their words: %s', (meaning, words) => {
    for (const word of words) expect([word, meaningOf(entry(word, -100))]).toEqual([word, meaning]);
    expect(meaningOf(entry('SOMETHING_NEW', 100, 'disbursement'))).toBe('payout');
  });

  it('cost an order its fee, on the day of the shop, and give it back', () => {
    expect(mapCharge(entry('transaction', -130, 'transaction'), '3200000013', 'America/New_York')).toMatchObject({
      orderExternalId: '3200000013',
      scope: 'entry:11377948894',
      currency: 'EUR',
      entries: [{ kind: 'FEE', amountMinor: -130n, quantity: 0, processed: { local: '2026-03-08T01:59:30' } }],
    });
    expect(mapCharge(entry('transaction_refund', 130), '1', 'UTC')?.entries[0]?.amountMinor).toBe(130n);
  });

  it('of no order stand by themselves', () => {
    expect(mapCharge(entry('listing', -20, 'listing'), null, 'UTC')).toMatchObject({
      orderExternalId: 'account:11377948894',
      entries: [{ kind: 'FEE', amountMinor: -20n }],
    });
    expect(mapCharge(entry('shipping_labels', -510, 'shipping_label'), null, 'UTC')?.entries[0]).toMatchObject({ kind: 'ADJUSTMENT' });
    expect(mapCharge(entry('RESERVE', -510), null, 'UTC')?.entries[0]).toMatchObject({ kind: 'ADJUSTMENT', amountMinor: -510n });
  });

  it('that others tell of are booked nowhere: sales, refunds, the tax that Etsy pays on, deposits', () => {
    for (const word of ['PAYMENT_GROSS', 'REFUND_GROSS', 'sales_tax', 'DISBURSE2'])
      expect(mapCharge(entry(word, -643), '1', 'UTC')).toBeNull();
  });

  it('are deposits when they leave the account, and less when it is made good from the bank', () => {
    expect(mapDeposit(entry('DISBURSE2', -33_124, 'disbursement'), 'America/New_York')).toMatchObject({
      orderExternalId: 'payout:11377948894',
      scope: 'payout',
      entries: [{ kind: 'PAYOUT', amountMinor: 33_124n, processed: { local: '2026-03-08T01:59:30' } }],
    });
    expect(mapDeposit(entry('RECOUP', 2008, 'recoupment'), 'UTC')?.entries[0]?.amountMinor).toBe(-2008n);
    expect(mapDeposit(entry('transaction', -20), 'UTC')).toBeNull();
  });

  it('of nothing move nothing', () => {
    expect(mapCharge(entry('listing', 0), null, 'UTC')?.entries).toEqual([]);
  });
});
