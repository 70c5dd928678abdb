import { describe, expect, it } from 'vitest';
import { mapFixtures } from '~/tests/support/rows';
import { olistFormat } from './format';

const mapped = mapFixtures(olistFormat, import.meta.dirname, {
  translation: 'product_category_name_translation.csv',
  products: 'olist_products_dataset.csv',
  sellers: 'olist_sellers_dataset.csv',
  customers: 'olist_customers_dataset.csv',
  items: 'olist_order_items_dataset.csv',
  payments: 'olist_order_payments_dataset.csv',
  orders: 'olist_orders_dataset.csv',
  reviews: 'olist_order_reviews_dataset.csv',
});
const order = (externalId: string) => mapped.orders.find((candidate) => candidate.externalId === externalId);

describe('the Olist mapper', () => {
  it('names categories in English, else in Portuguese, else not at all', () => {
    expect(mapped.products.map((product) => [product.externalId, product.title, product.category])).toEqual([
      ['p-lamp', 'p-lamp', 'lighting'],
      ['p-rug', 'p-rug', 'tapetes_raros'],
      ['p-odd', 'p-odd', null],
    ]);
  });

  it('takes the person for the customer and the order’s own row for its address', () => {
    expect(mapped.customers.map((customer) => [customer.externalId, customer.region])).toEqual([
      ['ana', 'SP'],
      ['bento', 'MG'],
      ['clara', 'BA'],
    ]);
    expect([order('o-2')?.customerExternalId, order('o-2')?.shipRegion, order('o-2')?.shipCity, order('o-2')?.shipCountry]).toEqual([
      'ana',
      'RJ',
      'rio de janeiro',
      'BR',
    ]);
  });

  it('books price and freight of each line when it was bought, as the clock read', () => {
    const entries = order('o-1')?.ledger.map((entry) => [
      entry.kind,
      entry.amountMinor,
      entry.quantity,
      entry.itemExternalId,
      entry.productExternalId,
    ]);
    expect(entries).toEqual([
      ['SALE', 10_050n, 1, '1', 'p-lamp'],
      ['SHIPPING', 1_230n, 0, '1', 'p-lamp'],
      ['SALE', 10_050n, 1, '2', 'p-lamp'],
      ['SHIPPING', 1_230n, 0, '2', 'p-lamp'],
      ['SALE', 4_000n, 1, '3', 'p-rug'],
    ]);
    expect(order('o-1')?.ledger[0]?.processed.local).toBe('2018-02-03T23:10:05');
  });

  it('takes a canceled order back on its own day', () => {
    expect(order('o-2')?.ledger.map((entry) => [entry.kind, entry.amountMinor, entry.quantity])).toEqual([
      ['SALE', 4_000n, 1],
      ['SHIPPING', 999n, 0],
      ['RETURN', -4_000n, -1],
      ['SHIPPING', -999n, 0],
    ]);
  });

  it('keeps payments, shipments, sellers and states', () => {
    expect(order('o-1')).toMatchObject({
      status: 'delivered',
      payments: [
        { externalId: '1', method: 'credit_card', installments: 3, amountMinor: 20_000n, paid: { local: '2018-02-04T08:00:00' } },
        { externalId: '2', method: 'voucher', installments: 1, amountMinor: 6_560n },
      ],
      shipments: [
        {
          promised: { local: '2018-02-20T00:00:00' },
          shipped: { local: '2018-02-05T10:00:00' },
          delivered: { local: '2018-02-09T14:30:00' },
        },
      ],
    });
    expect(order('o-1')?.items.map((item) => [item.sellerExternalId, item.sellerRegion])).toEqual([
      ['s-1', 'PR'],
      ['s-1', 'PR'],
      ['s-2', null],
    ]);
    expect(order('o-3')).toMatchObject({ status: 'unavailable', items: [], ledger: [] });
  });

  it('tells reviews with one id apart by their order', () => {
    expect(mapped.reviews.map((review) => [review.externalId, review.score, review.body])).toEqual([
      ['r-1:o-1', 5, 'Bonito.\nChegou bem.'],
      ['r-1:o-2', 1, null],
    ]);
  });

  it('rejects what cannot be read, and leaves out and counts what belongs to no order', () => {
    expect(mapped.rejects.map((reject) => [reject.column, reject.reason])).toEqual([
      ['price', '"cheap" is not an amount'],
      ['order_status', '"lost" is not a known state'],
      ['order_purchase_timestamp', '"2018-02-31 09:00:00" is not a date'],
      ['review_score', '"6" is not from 1 to 5'],
    ]);
    expect(mapped.notes).toEqual([
      'An order of order_items is not in the orders file; its rows were left out.',
      'An order of order_payments is not in the orders file; its rows were left out.',
      'A review belongs to an order that is not in the orders file; it was left out.',
    ]);
  });
});
