import { leavesOf } from '@/core/metrics/define-metric';
import { findMetric } from '@/core/metrics/registry';
import type { Period } from '@/core/query/query';
import type { Draft, Supposition } from '@/analyst/grammar/draft';
import type { DecideContext, Decision } from './decide';
import { resolveMetric } from './metrics';
import { choosePeriods, lastWhole } from './periods';

type Intent = (drafts: readonly Draft[], context: DecideContext) => Decision | null;

/** Questions that are not one query: the first that fits decides. */
const INTENTS: readonly Intent[] = [social, write, missing, badDate, sync, describe, define, difference, suppose, overview];

export function specialIntent(drafts: readonly Draft[], context: DecideContext): Decision | null {
  for (const intent of INTENTS) {
    const decision = intent(drafts, context);
    if (decision) return decision;
  }
  return null;
}

const flagged = (drafts: readonly Draft[], name: string): boolean => drafts.some((draft) => draft.flags.has(name));
const saysMore = (drafts: readonly Draft[]): boolean => drafts.some((draft) => draft.size > 0);

function social(drafts: readonly Draft[]): Decision | null {
  const [draft] = drafts;
  if (!draft || saysMore(drafts)) return null;
  if (draft.openers.has('thanks')) return { kind: 'social', topic: 'thanks' };
  return draft.openers.has('greeting') ? { kind: 'social', topic: 'greeting' } : null;
}

function write(drafts: readonly Draft[]): Decision | null {
  // "what if i raise the price": only supposed.
  if (flagged(drafts, 'whatIf') && drafts.some(({ suppositions }) => suppositions.length > 0)) return null;
  return drafts.some((draft) => draft.isWrite) ? { kind: 'refuseWrite' } : null;
}

function missing(drafts: readonly Draft[], { lexicon }: DecideContext): Decision | null {
  const future = lexicon.file.missing.find(({ id }) => id === 'future');
  const said = flagged(drafts, 'future') && future ? [{ ...future, what: future.what ?? '' }] : [];
  const [concept] = [...drafts.flatMap((draft) => draft.missing), ...said];
  return concept ? { kind: 'missing', concept } : null;
}

/** "30 February": there is no such day, so there is no number for it. */
function badDate(drafts: readonly Draft[]): Decision | null {
  const problem = drafts.flatMap((draft) => draft.periods).find((span) => span.problem !== undefined)?.problem;
  return problem === undefined ? null : { kind: 'badDate', said: problem };
}

function sync(drafts: readonly Draft[]): Decision | null {
  if (drafts.some((draft) => draft.metrics.length > 0)) return null;
  if (flagged(drafts, 'freshness')) return { kind: 'freshness' };
  if (!flagged(drafts, 'syncNow')) return null;
  const named = drafts.flatMap(({ filters }) => filters).filter(({ dimension, op }) => dimension === 'marketplace' && op === 'in');
  return { kind: 'sync', marketplaces: named.flatMap(({ values }) => values.map(String)) };
}

function describe(drafts: readonly Draft[]): Decision | null {
  if (flagged(drafts, 'describeData') && drafts.every((draft) => draft.metrics.length === 0))
    return { kind: 'describe', topic: 'coverage' };
  if (!flagged(drafts, 'describe') || drafts.some((draft) => draft.metrics.length > 0)) return null;
  return { kind: 'describe', topic: 'metrics' };
}

function define(drafts: readonly Draft[], { workspace }: DecideContext): Decision | null {
  const metric = drafts.flatMap((draft) => draft.metrics)[0];
  // "how is delivery doing" asks how it goes, not what it is.
  if (flagged(drafts, 'okay')) return null;
  const asksValue = drafts.some((draft) => draft.dimensions.length > 0 || draft.filters.length > 0 || draft.periods.length > 0);
  if (!flagged(drafts, 'define') || !metric || asksValue) return null;
  return { kind: 'define', metric: resolveMetric(metric, [], workspace) };
}

function difference(drafts: readonly Draft[], { time }: DecideContext): Decision | null {
  if (!flagged(drafts, 'difference')) return null;
  const period = drafts.flatMap((draft) => draft.periods)[0]?.period ?? { from: time.firstDay, to: time.lastDay };
  return { kind: 'difference', metric: drafts.flatMap((draft) => draft.metrics)[0] ?? 'netSales', period };
}

/** "What if prices were 5 % higher?" */
function suppose(drafts: readonly Draft[], context: DecideContext): Decision | null {
  const suppositions = drafts.flatMap((draft) => draft.suppositions);
  if (suppositions.length === 0) return null;
  const named = drafts.flatMap((draft) => draft.metrics);
  const lever = suppositions[0]?.lever ?? 'volume';
  const asked = named.find((id) => !isMoved(id, suppositions) && followsLever(id, lever));
  const metric = resolveMetric(asked ?? OWN_FIGURES[lever] ?? named[0] ?? 'netSales', [], context.workspace);
  const period = drafts.map((draft) => choosePeriods(draft, context.time).period).find((found): found is Period => found !== undefined);
  return {
    kind: 'whatIf',
    metric,
    changes: suppositions,
    ...(period ? { period } : {}),
    filters: drafts.flatMap((draft) => draft.filters),
  };
}

/** Figures levers are themselves, asked about when nothing else is named. */
const OWN_FIGURES: Partial<Record<Supposition['lever'], string>> = {
  returns: 'returns',
  discounts: 'discounts',
  fees: 'fees',
  shipping: 'shippingCharges',
};

/** A figure made of ledger amounts can follow returns, discounts and fees; others follow prices and volumes only. */
function followsLever(id: string, lever: Supposition['lever']): boolean {
  if (lever === 'price' || lever === 'volume' || lever === 'orderValue') return true;
  const leaf = leavesOf(findMetric(id)?.measure ?? { kind: 'count', fact: 'orders', where: [] })[0];
  return leaf?.fact === 'ledger' && findMetric(id)?.unit === 'money';
}

/** "10 % fewer orders: what revenue?": what is supposed to change is not what is asked. */
function isMoved(id: string, suppositions: readonly Supposition[]): boolean {
  const isCount = findMetric(id)?.unit === 'count';
  return suppositions.some(({ lever }) =>
    lever === 'volume' ? isCount : lever === 'orderValue' ? id === 'averageOrderValue' : lever === id,
  );
}

/** "How are we doing?": no measure, no group, only the wish to know. */
function overview(drafts: readonly Draft[], { time }: DecideContext): Decision | null {
  if (!flagged(drafts, 'overview')) return null;
  if (drafts.some((draft) => draft.metrics.length > 0 || draft.dimensions.length > 0 || draft.grain !== null)) return null;
  // "how are we doing in rio?": a name is looked up first.
  if (drafts.some((draft) => draft.unknown.some(({ isRestricting }) => isRestricting))) return null;
  const span = drafts.flatMap((draft) => draft.periods)[0];
  // "what changed between march and april": from one to the other.
  const [before, after] = span?.ends ?? [];
  return {
    kind: 'overview',
    period: after ?? span?.period ?? lastWhole('month', time),
    ...(before ? { compare: before } : {}),
    filters: drafts.flatMap((draft) => draft.filters),
  };
}
