/** How a workspace's plain words map to metrics (core/metrics/profiles.ts). */
export type ProfileId = 'shopify' | 'validOrders';

export interface Workspace {
  id: string;
  slug: string;
  name: string;
  profile: ProfileId;
  /** IANA zone that "today" and "last month" resolve in. */
  timeZone: string;
  /** ISO 4217 code answers are given in unless asked otherwise. */
  currency: string;
  /** BCP 47 tag for numbers and dates. */
  locale: string;
  /** ISO weekday weeks begin on: 1 Monday, 7 Sunday. */
  weekStart: number;
  isDemo: boolean;
}
