import type { Spent } from './budget';

/** What one question used, for the books. */
export interface UsageEntry extends Spent {
  workspaceId: string;
  /** Calendar day in the zone of the workspace. */
  day: string;
  model: string;
  /** Millionths of `currency`; null: prices are not configured. */
  costMicros: bigint | null;
  currency: string | null;
  /** Milliseconds the whole answer took. */
  ms: number;
  /** True when the built-in analyst answered in the model's place. */
  isFallback: boolean;
}

/** Where model use is kept. */
export interface UsageBook {
  /** Used in the month of a day, by all models. */
  monthSoFar(workspaceId: string, day: string): Promise<Spent>;
  record(entry: UsageEntry): Promise<void>;
}

/** What people are shown about the model use of an answer. */
export interface ShownUsage {
  inputTokens: number;
  outputTokens: number;
  /** Decimal amount; null: unknown, because no prices are configured. */
  cost: string | null;
  currency: string | null;
}

/** Millionths as a decimal amount ("0.001250"). */
export function fromMicros(micros: bigint): string {
  const text = micros.toString().padStart(7, '0');
  return `${text.slice(0, -6)}.${text.slice(-6)}`;
}
