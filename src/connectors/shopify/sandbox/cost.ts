import {
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isInterfaceType,
  Kind,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** A single query may not cost more (Shopify, "rate limits"). */
export const MAX_COST = 1000;
/** A plan's bucket and how fast it fills. */
export interface Plan {
  maximumAvailable: number;
  restoreRate: number;
}

export const STANDARD: Plan = { maximumAvailable: 2000, restoreRate: 100 };
/** What the largest shops have. */
export const ENTERPRISE: Plan = { maximumAvailable: 40_000, restoreRate: 2000 };

/** Lists that name no size count as so many. */
const UNSIZED = 10;

/** Entries of lists that cost a point: 250 variants with an object each cost 25 at Shopify. */
const PER_POINT = 20;

/**
 * Price of a document before it runs, by the fullest answer it could have: an object 1, a list its size times what an
 * entry holds, much reduced. Scalars are free.
 */
export function costOf(schema: GraphQLSchema, document: DocumentNode, variables: Readonly<Record<string, unknown>>): number {
  const counter = new Counter(schema, variables);
  let cost = 0;
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const root = schema.getRootType(definition.operation);
    if (root) cost += counter.ofSelection(definition.selectionSet, root) + (definition.operation === 'mutation' ? 10 : 0);
  }
  return Math.max(1, Math.ceil(cost));
}

class Counter {
  private readonly schema: GraphQLSchema;
  private readonly variables: Readonly<Record<string, unknown>>;

  constructor(schema: GraphQLSchema, variables: Readonly<Record<string, unknown>>) {
    this.schema = schema;
    this.variables = variables;
  }

  ofSelection(selectionSet: SelectionSetNode, type: GraphQLCompositeType): number {
    let cost = 0;
    // Of the kinds an entry may have, the dearest counts.
    let dearest = 0;
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) cost += this.ofField(selection, type);
      if (selection.kind !== Kind.INLINE_FRAGMENT) continue;
      const narrowed = selection.typeCondition ? this.schema.getType(selection.typeCondition.name.value) : type;
      if (isCompositeType(narrowed)) dearest = Math.max(dearest, this.ofSelection(selection.selectionSet, narrowed));
    }
    return cost + dearest;
  }

  private ofField(field: FieldNode, parent: GraphQLCompositeType): number {
    const definition = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    const type = definition && getNamedType(definition.type);
    if (!definition || !field.selectionSet || !isCompositeType(type)) return 0;
    const inner = this.ofSelection(field.selectionSet, type);
    if (type.name.endsWith('Connection')) return 1 + (this.sizeOf(field) * inner) / PER_POINT;
    // What a connection holds is counted once with the connection's size.
    if (type.name.endsWith('Edge') || (field.name.value === 'nodes' && parent.name.endsWith('Connection'))) return inner + 1;
    if (type.name === 'PageInfo') return 0;
    return isList(definition.type) ? (this.sizeOf(field) * (1 + inner)) / PER_POINT : 1 + inner;
  }

  private sizeOf(field: FieldNode): number {
    const value = field.arguments?.find(({ name }) => name.value === 'first')?.value;
    if (value?.kind === Kind.INT) return Number(value.value);
    if (value?.kind === Kind.VARIABLE) return Number(this.variables[value.name.value] ?? UNSIZED);
    return UNSIZED;
  }
}

function isList(type: GraphQLOutputType): boolean {
  return isListType(type) || (isNonNullType(type) && isListType(type.ofType));
}

/** Price of an answer: what was really in it. */
export function actualCostOf(data: unknown): number {
  const objects = (value: unknown): number => {
    if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + objects(entry), 0);
    if (value === null || typeof value !== 'object') return 0;
    return Object.values(value).reduce((sum: number, entry) => sum + objects(entry), 1);
  };
  return Math.max(1, Math.ceil(objects(data) / PER_POINT));
}

/** A bucket of points on the vendor's clock. */
export class PointBucket {
  private readonly plan: Plan;
  private available: number;
  private at = 0;

  constructor(plan: Plan) {
    this.plan = plan;
    this.available = plan.maximumAvailable;
  }

  /** @returns false when there are too few points for `cost`. */
  has(cost: number, now: number): boolean {
    this.available = Math.min(this.plan.maximumAvailable, this.available + (Math.max(0, now - this.at) / 1000) * this.plan.restoreRate);
    this.at = Math.max(this.at, now);
    return this.available >= cost;
  }

  take(cost: number): void {
    this.available -= cost;
  }

  status(): { maximumAvailable: number; currentlyAvailable: number; restoreRate: number } {
    return { ...this.plan, currentlyAvailable: Math.floor(this.available) };
  }
}
