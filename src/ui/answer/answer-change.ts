/** A chip that was changed: only what differs from the answer shown. Sent to the server, which answers without the model. */
export interface AnswerChange {
  period?: { preset: string } | { from: string; to: string };
  basis?: 'event' | 'order';
  currency?: string;
  grain?: 'day' | 'week' | 'month' | 'quarter' | 'year';
}

export const PERIOD_PRESETS: readonly { id: string; label: string }[] = [
  { id: 'thisMonth', label: 'This month' },
  { id: 'lastMonth', label: 'Last month' },
  { id: 'thisQuarter', label: 'This quarter' },
  { id: 'lastQuarter', label: 'Last quarter' },
  { id: 'thisYear', label: 'This year' },
  { id: 'lastYear', label: 'Last year' },
  { id: 'last7Days', label: 'Last 7 days' },
  { id: 'last30Days', label: 'Last 30 days' },
  { id: 'last90Days', label: 'Last 90 days' },
  { id: 'all', label: 'All data' },
];

export const BASIS_LABELS = {
  event: { short: 'Event date', long: 'Event date: returns count on the day they are processed' },
  order: { short: 'Order date', long: 'Order date: returns count on the day of their order' },
} as const;

/** The currencies of most sellers first; the answer's own is always among them. */
export const CURRENCIES: readonly string[] = [
  'USD',
  'EUR',
  'GBP',
  'BRL',
  'CAD',
  'AUD',
  'JPY',
  'CNY',
  'INR',
  'MXN',
  'PLN',
  'SEK',
  'CHF',
  'SGD',
  'KRW',
  'TRY',
];
