/** What can go wrong at a vendor, each switchable. Counts are of requests: 3 is every third one; 0 is never. */
export interface Faults {
  /** Refused with the vendor's own signal to slow down. */
  throttle: number;
  /** Answered 503. */
  unavailable: number;
  /** Never answered. */
  timeout: number;
  /** Cut off in the middle of the body. */
  cut: number;
  /** Access tokens cease to be good after so many requests. */
  expire: number;
  /** A record of the window changes after so many pages of it. */
  drift: number;
  /** Windows hold records of their end, too, and pages repeat the last record of the page before. */
  inclusive: boolean;
  /** Refunds leave the updated stamp of their order alone. */
  silentRefunds: boolean;
  /** Nested lists hold so many entries at most, without a word. */
  truncate: number;
  /** The vendor's clock is ahead by so many milliseconds. */
  skewMs: number;
  /** Answers have fields nobody knows, or lack one that was always there. */
  schema: 'same' | 'more' | 'less';
  /** Deliveries come twice. */
  duplicateWebhooks: boolean;
  /** Deliveries come in the wrong order. */
  reorderWebhooks: boolean;
  /** Every so many deliveries is lost. */
  loseWebhooks: number;
}

export const NO_FAULTS: Faults = {
  throttle: 0,
  unavailable: 0,
  timeout: 0,
  cut: 0,
  expire: 0,
  drift: 0,
  inclusive: false,
  silentRefunds: false,
  truncate: 0,
  skewMs: 0,
  schema: 'same',
  duplicateWebhooks: false,
  reorderWebhooks: false,
  loseWebhooks: 0,
};

/** True for every `every`-th of things counted from 1. */
export const isHit = (every: number, count: number): boolean => every > 0 && count % every === 0;
