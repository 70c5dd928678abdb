import type { Draft } from '@/analyst/grammar/draft';
import type { Frame } from './frame';
import type { NamedPart } from './names';

/** Dimensions of which one value holds the other: in one query, nothing would be in both. */
const NESTED: ReadonlySet<string> = new Set(['product', 'category']);

/** Names of products and categories as they were said, those still asked by. */
export function nestedParts(draft: Draft, found: readonly NamedPart[]): NamedPart[] {
  const asked = (part: NamedPart): boolean =>
    draft.filters.some(
      ({ dimension, op, values }) => op === 'in' && dimension === part.dimension && part.values.every((value) => values.includes(value)),
    );
  const known = draft.named.map(({ said, dimension, value }) => ({ said, dimension, values: [value] }));
  return [...known, ...found].filter((part) => NESTED.has(part.dimension) && asked(part));
}

/** "how many mugs and how many candles": a product beside a category, or names of several products, which no one table holds. */
export function needsBeside(draft: Draft, parts: readonly NamedPart[]): boolean {
  const isBeside = draft.compareAt !== null || draft.flags.has('comparing') || draft.flags.has('joint');
  const isOneTable = new Set(parts.map(({ dimension }) => dimension)).size === 1 && parts.every(({ values }) => values.length === 1);
  return isBeside && parts.length > 1 && !isOneTable;
}

/** The same question for each name, one after the other. */
export function besideFrames(frame: Frame, parts: readonly NamedPart[]): Frame[] {
  const { filters = [], dimensions = [], ...rest } = frame.query;
  const others = filters.filter(({ dimension, op }) => !NESTED.has(dimension) || (op ?? 'in') !== 'in');
  const groups = dimensions.filter((id) => !NESTED.has(id));
  const isOrdered = groups.length > 0 || rest.grain !== undefined;
  const { limit, limitPer, orderBy, ...plain } = rest;
  const order = { ...(limit ? { limit } : {}), ...(limitPer ? { limitPer } : {}), ...(orderBy ? { orderBy } : {}) };
  return parts.map(({ said, dimension, values }, index) => ({
    ...frame,
    query: {
      ...plain,
      ...(isOrdered ? order : {}),
      dimensions: groups,
      filters: [...others, { dimension, op: 'in' as const, values: [...values] }],
    },
    isSuperlative: frame.isSuperlative && isOrdered,
    label: said,
    notes: frame.notes.filter(({ values: note }) => (note['said'] === undefined ? index === parts.length - 1 : note['said'] === said)),
  }));
}
