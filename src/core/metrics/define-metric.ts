import type { Unit } from '@/core/artifact/artifact';
import type { LedgerKind } from '@/core/model/facts';

/** Fact tables: each has one grain, and measures of different facts are joined only after aggregation. */
export type FactId = 'ledger' | 'orders' | 'payments' | 'shipments' | 'reviews' | 'inventory';

/** What a fact's rows can be filtered or grouped by. Reached the same way in SQL and in the reference evaluator. */
export type AttributeId =
  | 'kind'
  | 'marketplace'
  | 'connection'
  | 'product'
  | 'sku'
  | 'category'
  | 'vendor'
  | 'customer'
  | 'customerCountry'
  | 'customerRegion'
  | 'customerCity'
  | 'orderStatus'
  | 'paymentMethod'
  | 'installments'
  | 'weekday'
  | 'hour'
  | 'dayPart'
  | 'dayKind'
  | 'date'
  | 'newReturning'
  | 'reviewScore'
  | 'deliveryStatus'
  | 'daysLate'
  | 'carrier'
  | 'seller'
  | 'sellerRegion'
  | 'currency'
  | 'lineCount'
  | 'productCount'
  | 'unitCount'
  | 'hasItems'
  | 'customerOrdersEver';

export type Condition =
  | { attribute: AttributeId; op: 'in' | 'notIn'; values: readonly (string | number)[] }
  | { attribute: AttributeId; op: 'gte' | 'lte'; values: readonly [number] }
  | { attribute: AttributeId; op: 'isNull' | 'notNull'; values: readonly [] };

/** Fields that can be added up. `amount` is money and is converted per day and currency before it is added. */
export type FieldId =
  'amount' | 'quantity' | 'score' | 'installments' | 'deliveryDays' | 'handlingDays' | 'transitDays' | 'lateDays' | 'available';

/** What can be counted without repetition. A fact must reach the attribute directly, not through order lines. */
export type CountedId =
  | 'order'
  | 'customer'
  | 'product'
  | 'seller'
  | 'sellerRegion'
  | 'category'
  | 'vendor'
  | 'sku'
  | 'customerCity'
  | 'customerRegion'
  | 'customerCountry';

/** A measure that one pass over one fact yields. */
export type Leaf =
  | { kind: 'sum'; fact: FactId; field: FieldId; where: readonly Condition[] }
  /** Rows; with `field`, rows where the field has a value. */
  | { kind: 'count'; fact: FactId; field?: FieldId; where: readonly Condition[] }
  /** Distinct orders, people or products; with another attribute, its distinct values. */
  | { kind: 'distinct'; fact: FactId; of: CountedId; where: readonly Condition[] }
  /** Customers with at least `min` distinct orders inside the group and period. */
  | { kind: 'repeaters'; fact: 'orders'; min: number; where: readonly Condition[] };

export type Measure = Leaf | { kind: 'ratio'; numerator: Leaf; denominator: Leaf; sign: 1 | -1 };

/** What can be supposed to change in a what-if. */
export type Lever = 'price' | 'volume' | 'returns' | 'discounts' | 'fees' | 'orderValue' | 'shipping';

export interface Metric {
  id: string;
  title: string;
  /** Plain words people use; the profile decides where one word could mean several metrics. */
  synonyms: readonly string[];
  unit: Unit;
  /** What is counted, in words a seller understands. */
  definition: string;
  /** Where the definition comes from. */
  source: string;
  version: number;
  measure: Measure;
  higherIsBetter: boolean | null;
  /** Values are negative by nature (returns, fees, discounts): the most of it is the least number. */
  isBookedNegative?: boolean;
  /** Below this many base rows a rate says little; answers mark it. */
  minimumSample?: number;
  /** Its word also names the things counted (customers, orders): beside another measure it is only mentioned. */
  isNoun?: boolean;
  /** Its word also names a group: "do late deliveries get worse reviews?" */
  alsoGroups?: AttributeId;
  /** The ratio that says the same in percent: returns, and the return rate. */
  asRate?: string;
  /** The same thing counted in money: "most returned by value". */
  inMoney?: string;
  /** The same thing counted in pieces: "how many refunds". */
  inPieces?: string;
  /** What came back of it: how much, and which part. */
  returned?: { amount: string; rate: string };
  /** Means by what it is divided by, where they are made of other amounts than the words say: an order's value holds no returns. */
  means?: Readonly<Record<string, string>>;
  /** What a supposition about it changes: "10 % lower fees", "5 % fewer orders". */
  lever?: Lever;
  /** The figures that tell whether it goes well: "are deliveries ok?" */
  judgedBy?: readonly string[];
  /** The rate of those counted that come again. */
  repeats?: string;
  /** The measure that counts what a mean rests on. */
  sample?: string;
  /** It can be counted in several ways: answers say which one is taken (`note.reading.<id>` of the language files). */
  namesReading?: boolean;
  /** The attribute of an order that says how many of it the order holds: "orders with more than one item". */
  withinOrder?: AttributeId;
  /** The dimension whose values it counts: "how many sellers" asks for it. */
  counts?: AttributeId;
  /** The same measure without the restriction on an attribute: used when people ask by that attribute. */
  unrestricted?: { by: AttributeId; metric: string };
}

/** True for the plain count of a thing ("orders", "customers"), whose word also names the thing. */
export function isCountOf(metric: Metric | undefined, of: CountedId): boolean {
  return metric?.isNoun === true && metric.measure.kind === 'distinct' && metric.measure.of === of;
}

export function defineMetric(metric: Metric): Metric {
  return metric;
}

/** Orders that stand: neither canceled nor unavailable. */
export const VALID: Condition = { attribute: 'orderStatus', op: 'notIn', values: ['canceled', 'unavailable'] };
/** Orders in the state delivered that have a delivery date. */
export const DELIVERED: Condition = { attribute: 'deliveryStatus', op: 'in', values: ['late', 'on time'] };
export const LATE: Condition = { attribute: 'deliveryStatus', op: 'in', values: ['late'] };
export const ON_TIME: Condition = { attribute: 'deliveryStatus', op: 'in', values: ['on time'] };
export const HAS_ITEMS: Condition = { attribute: 'hasItems', op: 'in', values: [1] };

/** Sum of signed ledger amounts of some kinds. */
export function ledgerAmount(kinds: readonly LedgerKind[], ...where: Condition[]): Leaf {
  return { kind: 'sum', fact: 'ledger', field: 'amount', where: [{ attribute: 'kind', op: 'in', values: kinds }, ...where] };
}

/** Sum of signed ledger quantities of some kinds. */
export function ledgerUnits(kinds: readonly LedgerKind[], ...where: Condition[]): Leaf {
  return { kind: 'sum', fact: 'ledger', field: 'quantity', where: [{ attribute: 'kind', op: 'in', values: kinds }, ...where] };
}

export function countRows(fact: FactId, ...where: Condition[]): Leaf {
  return { kind: 'count', fact, where };
}

/** Rows where a field has a value: the denominator of a mean. */
export function countOf(fact: FactId, field: FieldId, ...where: Condition[]): Leaf {
  return { kind: 'count', fact, field, where };
}

export function sumOf(fact: FactId, field: FieldId, ...where: Condition[]): Leaf {
  return { kind: 'sum', fact, field, where };
}

export function distinct(fact: FactId, of: CountedId, ...where: Condition[]): Leaf {
  return { kind: 'distinct', fact, of, where };
}

/** Ratio of sums (never a mean of ratios). Empty denominator: no value. */
export function ratio(numerator: Leaf, denominator: Leaf): Measure {
  return { kind: 'ratio', numerator, denominator, sign: 1 };
}

/** A ratio whose numerator is booked negative (returns, fees, discounts), shown as a positive share. */
export function negated(numerator: Leaf, denominator: Leaf): Measure {
  return { kind: 'ratio', numerator, denominator, sign: -1 };
}

/** The base measures of a measure. */
export function leavesOf(measure: Measure): Leaf[] {
  return measure.kind === 'ratio' ? [measure.numerator, measure.denominator] : [measure];
}
