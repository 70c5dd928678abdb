import type { Faults } from '@/connectors/kit/sandbox/faults';

/** A fault as the table names it, and how it is switched on. */
export interface FaultCase {
  id: string;
  title: string;
  faults: Partial<Faults>;
  /** What the seller does not lose by it. */
  expected: 'same ledger' | 'said, then the same ledger';
  /** Also in `npm test`. */
  isQuick?: boolean;
}

export const FAULTS: readonly FaultCase[] = [
  { id: 'none', title: 'No fault', faults: {}, expected: 'same ledger' },
  { id: 'throttle', title: 'Every fifth request is throttled', faults: { throttle: 5 }, expected: 'same ledger' },
  { id: 'unavailable', title: 'Every fourth answer is a 503', faults: { unavailable: 4 }, expected: 'same ledger' },
  { id: 'timeout', title: 'Every sixth request is never answered', faults: { timeout: 6 }, expected: 'same ledger' },
  { id: 'cut', title: 'Every third answer breaks off in its middle', faults: { cut: 3 }, expected: 'same ledger', isQuick: true },
  {
    id: 'expire',
    title: 'Access tokens end every third request, in the middle of pages',
    faults: { expire: 3 },
    expected: 'same ledger',
    isQuick: true,
  },
  { id: 'drift', title: 'Records change while pages are read', faults: { drift: 1 }, expected: 'same ledger' },
  { id: 'inclusive', title: 'Windows hold their end, pages repeat a record', faults: { inclusive: true }, expected: 'same ledger' },
  { id: 'silentRefunds', title: 'A refund moves no stamp', faults: { silentRefunds: true }, expected: 'same ledger' },
  { id: 'truncate', title: 'Nested lists are cut short without a word', faults: { truncate: 2 }, expected: 'same ledger' },
  { id: 'skew', title: "The vendor's clock is five minutes ahead", faults: { skewMs: 300_000 }, expected: 'same ledger' },
  { id: 'more', title: 'Answers have fields nobody knows', faults: { schema: 'more' }, expected: 'same ledger' },
  { id: 'less', title: 'A field that was always there is missing', faults: { schema: 'less' }, expected: 'said, then the same ledger' },
];

/** Faults a vendor cannot have, with the reason. */
export const NOT_APPLICABLE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  shopify: { silentRefunds: 'Shopify moves the stamp of an order with each of its refunds.' },
};

/** Tests of deliveries, which each vendor signs and sends in its own way. */
export const WEBHOOK_TESTS: Readonly<Record<string, string>> = {
  shopify: 'src/server/webhooks.integration.test.ts',
  etsy: 'src/server/etsy.integration.test.ts',
  flipkart: 'src/server/flipkart.integration.test.ts',
};

/** Tests of days that a vendor tells otherwise than they are stored. */
export const RECOUNT_TESTS: Readonly<Record<string, string>> = {
  shopify: 'src/server/recount.integration.test.ts',
  etsy: 'src/server/recount.integration.test.ts',
};
