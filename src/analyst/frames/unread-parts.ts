import { findMetric, METRICS } from '@/core/metrics/registry';
import type { Filter } from '@/core/query/query';
import type { Draft } from '@/analyst/grammar/draft';
import type { Decision } from './decide';
import type { Frame } from './frame';
import type { NamedPart } from './names';

/** Words that only conditions on members hold. */
const MEMBER_FLAGS = ['never', 'firstBought', 'exclusively'] as const;

const wordsOfMembers = ({ said, members }: Draft): string[] => {
  const words = [...MEMBER_FLAGS, 'everyBucket', 'again', 'cameBack', 'lapsed', 'except'].flatMap((name) => said.get(name) ?? []);
  return words.length > 0 ? words : (members?.periods ?? []).map(({ period }) => `${period.from} – ${period.to}`);
};

/** People by their first order have shapes of their own, too. */
const isHeld = (name: (typeof MEMBER_FLAGS)[number], { shape }: Frame['query']): boolean =>
  name === 'firstBought' && (shape?.kind === 'orderGap' || shape?.kind === 'cohort');

/** "abroad" is outside of a country that is named. */
const holdsAbroad = ({ shape }: Frame['query']): boolean =>
  shape?.kind === 'members' && shape.conditions.some(({ filters }) => filters?.some(({ op }) => op === 'notIn'));

/** Parts of a question that no query can hold: a length of time, what was sold here and not there, a product beside a category. */
export function unreadParts(draft: Draft, { query }: Frame, parts: readonly NamedPart[]): Decision | null {
  if (draft.span && query.shape?.kind !== 'lapsed') return { kind: 'unread', words: [`${draft.span.count} ${draft.span.grain}`] };
  // "have not ordered in september": who ordered in october has not gone.
  const [span] = draft.periods;
  if (draft.flags.has('lapsed') && span && query.shape?.kind !== 'lapsed')
    return { kind: 'unread', words: [`${span.period.from} – ${span.period.to}`] };
  if (draft.members && query.shape?.kind !== 'members') return { kind: 'unread', words: wordsOfMembers(draft) };
  // "net sales from customers who bought in both years": not the sales of each year.
  if (draft.flags.has('both') && draft.flags.has('who') && query.compare !== undefined && !draft.members)
    return { kind: 'unread', words: draft.periods.map(({ period }) => `${period.from} – ${period.to}`) };
  // "orders over 150 dollars by marketplace": worth more than that, not more of them.
  const worth = draft.said.get('worth');
  if (worth !== undefined && query.shape === undefined) return { kind: 'unread', words: [worth] };
  // "what did best last month": best of what is not said.
  const isBare = query.shape === undefined && !query.dimensions?.length && !query.grain;
  if (isBare && draft.quality !== null && draft.flags.has('which') && draft.metrics.length === 0)
    return { kind: 'unread', words: [draft.said.get(draft.quality) ?? draft.quality] };
  // "the largest order by gross sales": single orders are known by what they are worth, not by every figure.
  const ofOne = ['biggestOne', 'smallestOne', 'median'].find((name) => draft.flags.has(name));
  if (ofOne !== undefined && isBare) return { kind: 'unread', words: [draft.said.get(ofOne) ?? ofOne] };
  const unheld = query.shape?.kind === 'members' ? [] : MEMBER_FLAGS.filter((name) => draft.flags.has(name) && !isHeld(name, query));
  if (unheld.length > 0) return { kind: 'unread', words: unheld.map((name) => draft.said.get(name) ?? name) };
  if (draft.flags.has('abroad') && !holdsAbroad(query)) return { kind: 'unread', words: [draft.said.get('abroad') ?? 'abroad'] };
  // "revenue, pieces, number of sellers": what is counted has its column, or is the shape.
  const counting = METRICS.find(({ counts }) => counts !== undefined && counts === draft.counted);
  const isCounted = query.metrics.some((id) => findMetric(id)?.counts === draft.counted);
  if (counting && !isCounted && query.shape === undefined && draft.having.length === 0)
    return { kind: 'unread', words: [counting.title.toLowerCase()] };
  const said = (filter: Filter): string => filter.values.join(', ');
  const isIn = ({ op }: { op?: string | undefined }): boolean => (op ?? 'in') === 'in';
  const twice = draft.filters.find(
    (filter) => filter.op === 'notIn' && draft.filters.some((other) => isIn(other) && other.dimension === filter.dimension),
  );
  if (twice && query.shape?.kind !== 'members')
    return { kind: 'apart', parts: draft.filters.filter(({ dimension }) => dimension === twice.dimension).map(said) };
  // "monster orders: how many had more than 100 different products": none holds more of those than there are.
  const ofProducts = draft.filters.find(({ dimension, op }) => dimension === 'product' && isIn({ op }));
  const [held = 0] = query.filters?.find(({ dimension, op }) => dimension === 'productCount' && op === 'gte')?.values ?? [];
  if (ofProducts && ofProducts.values.length < Number(held)) return { kind: 'apart', parts: [said(ofProducts), `${held}`] };
  // Together, they would be counted twice where one holds the other.
  return parts.length > 0 && draft.flags.has('together') ? { kind: 'apart', parts: parts.map((part) => part.said) } : null;
}
