import type { Preset } from '@/core/query/period';

/** A chip that was changed: only what differs from the answer shown. Sent to the server, which answers without the model. */
export interface AnswerChange {
  period?: { preset: Preset } | { from: string; to: string };
  basis?: 'event' | 'order';
  currency?: string;
  grain?: 'day' | 'week' | 'month' | 'quarter' | 'half' | 'year';
}

export const PERIOD_PRESETS: readonly { id: Preset; label: string }[] = [
  { id: 'this_month', label: 'This month' },
  { id: 'last_month', label: 'Last month' },
  { id: 'this_quarter', label: 'This quarter' },
  { id: 'last_quarter', label: 'Last quarter' },
  { id: 'this_year', label: 'This year' },
  { id: 'last_year', label: 'Last year' },
  { id: 'last_7_days', label: 'Last 7 days' },
  { id: 'last_30_days', label: 'Last 30 days' },
  { id: 'last_90_days', label: 'Last 90 days' },
  { id: 'all', label: 'All data' },
];

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
