/** Prices per million tokens as the operator configured them, in millionths of the currency; never guessed. */
export interface Prices {
  currency: string;
  inputMicros: bigint;
  /** Input the provider had in its cache. */
  cachedMicros: bigint;
  outputMicros: bigint;
}

/** Tokens of a model, added up over its calls. */
export interface Spent {
  inputTokens: number;
  /** Part of the input tokens. */
  cachedTokens: number;
  outputTokens: number;
  calls: number;
}

/** What may be used at most; absent: no limit. */
export interface Limit {
  tokens?: number | undefined;
  /** Millionths of the price currency. */
  costMicros?: bigint | undefined;
}

export interface Budget {
  /** Null: cost is not known. */
  prices: Prices | null;
  perQuestion: Limit;
  /** Per workspace and calendar month in its zone. */
  perMonth: Limit;
}

export const NO_BUDGET: Budget = { prices: null, perQuestion: {}, perMonth: {} };
export const NOTHING_SPENT: Spent = { inputTokens: 0, cachedTokens: 0, outputTokens: 0, calls: 0 };

/** The budget does not allow another call of the model. `scope` says which one. */
export class BudgetUsedUp extends Error {
  readonly scope: 'question' | 'month';

  constructor(scope: 'question' | 'month') {
    super(scope === 'question' ? 'The budget of one question is used up.' : 'The budget of this month is used up.');
    this.name = 'BudgetUsedUp';
    this.scope = scope;
  }
}

const PER_PRICE = 1_000_000n;

/** Cost in millionths of the currency, rounded half up; null when prices are not configured. */
export function costOf(spent: Spent, prices: Prices | null): bigint | null {
  if (!prices) return null;
  const cached = BigInt(Math.min(spent.cachedTokens, spent.inputTokens));
  const fresh = BigInt(spent.inputTokens) - cached;
  const scaled = fresh * prices.inputMicros + cached * prices.cachedMicros + BigInt(spent.outputTokens) * prices.outputMicros;
  return (scaled + PER_PRICE / 2n) / PER_PRICE;
}

/** A decimal amount ("0.25") as millionths. */
export function toMicros(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole || '0') * PER_PRICE + BigInt(fraction.slice(0, 6).padEnd(6, '0') || '0');
}

export const tokensOf = (spent: Spent): number => spent.inputTokens + spent.outputTokens;

export function addSpent(a: Spent, b: Spent): Spent {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    calls: a.calls + b.calls,
  };
}

/**
 * Output tokens a call may use so that nothing is exceeded, given what its prompt will take; null: as many as it likes.
 * @throws BudgetUsedUp when there is not even room for a short answer.
 */
export function roomFor(promptTokens: number, used: { question: Spent; month: Spent }, budget: Budget): number | null {
  const rooms = [
    roomIn(budget.perQuestion, 'question', { used: used.question, promptTokens, prices: budget.prices }),
    roomIn(budget.perMonth, 'month', { used: addSpent(used.month, used.question), promptTokens, prices: budget.prices }),
  ].filter((room) => room !== null);
  return rooms.length === 0 ? null : Math.min(...rooms);
}

/** An answer or a tool call fits into this; less is not worth a call. */
const SHORTEST_OUTPUT = 64;

function roomIn(
  limit: Limit,
  scope: BudgetUsedUp['scope'],
  state: { used: Spent; promptTokens: number; prices: Prices | null },
): number | null {
  const { used, promptTokens, prices } = state;
  const rooms: number[] = [];
  if (limit.tokens !== undefined) rooms.push(limit.tokens - tokensOf(used) - promptTokens);
  if (limit.costMicros !== undefined && prices) {
    const left = limit.costMicros - (costOf(addSpent(used, { ...NOTHING_SPENT, inputTokens: promptTokens }), prices) ?? 0n);
    if (prices.outputMicros > 0n) rooms.push(Number((left * PER_PRICE) / prices.outputMicros));
    else if (left < 0n) rooms.push(-1);
  }
  if (rooms.length === 0) return null;
  const room = Math.floor(Math.min(...rooms));
  if (room < SHORTEST_OUTPUT) throw new BudgetUsedUp(scope);
  return room;
}
