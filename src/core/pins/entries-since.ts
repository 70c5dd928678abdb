import { divideRounded, EXACT_DIGITS, type Exact } from '@/core/model/exact';

/** An entry of the ledger by what it adds to a figure. */
export interface RecordedEffect {
  recordedAt: Date;
  /** What it adds to the figure, in its minor units or pieces. */
  effect: Exact;
}

export interface ExplainedChange<Entry extends RecordedEffect> {
  /** Entries recorded since, in their order, each with its part in whole minor units or pieces: they add up to `explained`. */
  entries: { entry: Entry; part: bigint }[];
  explained: bigint;
  /** What the entries do not explain. */
  rest: bigint;
}

const toWhole = (value: Exact): bigint => divideRounded(value, 10n ** BigInt(EXACT_DIGITS));

/**
 * The entries behind a change of a figure: those recorded after it was computed. A page that was being written then has
 * a moment before it is seen, so where the entries since `since` do not add up to the change, the nearest moment from
 * which they do is taken, within `slackMs` of it.
 * @param entries recorded from `slackMs` before `since` on, in the order of their recording.
 * @param change of the figure, in whole minor units or pieces.
 */
export function explainChangeSince<Entry extends RecordedEffect>(
  entries: readonly Entry[],
  { change, since, slackMs }: { change: bigint; since: Date; slackMs: number },
): ExplainedChange<Entry> {
  const at = entries.findIndex(({ recordedAt }) => recordedAt > since);
  const usual = at === -1 ? entries.length : at;
  const cuts = [usual, ...cutsNear(entries, { since, slackMs })];
  const rests = cuts.map((cut) => change - sumFrom(entries, cut));
  const exact = rests.indexOf(0n);
  const near = exact === -1 ? rests.findIndex(isRounding) : exact;
  return partsOf(entries.slice(cuts[near] ?? usual), change);
}

/** A cent can be the rounding of two sums of converted money. */
export const isRounding = (rest: bigint): boolean => rest >= -1n && rest <= 1n;
const sumFrom = (entries: readonly RecordedEffect[], from: number): bigint =>
  toWhole(entries.slice(from).reduce((sum, { effect }) => sum + effect, 0n));

/** Places where a page of entries begins, the one nearest in time first; entries of one page have one moment. */
function cutsNear(entries: readonly RecordedEffect[], { since, slackMs }: { since: Date; slackMs: number }): number[] {
  const distance = (cut: number): number => Math.abs((entries[cut]?.recordedAt.getTime() ?? since.getTime()) - since.getTime());
  return entries
    .flatMap(({ recordedAt }, index) => (recordedAt.getTime() === entries[index - 1]?.recordedAt.getTime() ? [] : [index]))
    .filter((cut) => distance(cut) <= slackMs)
    .sort((a, b) => distance(a) - distance(b));
}

/** Converted amounts are rounded one after the other so that the parts add up to the rounded sum. */
function partsOf<Entry extends RecordedEffect>(entries: readonly Entry[], change: bigint): ExplainedChange<Entry> {
  let sum = 0n;
  let before = 0n;
  const parts = entries.map((entry) => {
    sum += entry.effect;
    const whole = toWhole(sum);
    const part = whole - before;
    before = whole;
    return { entry, part };
  });
  return { entries: parts, explained: before, rest: change - before };
}
