import type { Purpose } from './candidates';
import type { Case } from './evaluate';
import { NOBODY, type EventLog } from './events';
import { toBaskets, toInteractions, type Interactions } from './interactions';
import type { History } from './recommender';

const NO_ITEMS = new Int32Array(0);

/** What was bought before a moment, and what was bought in the time after it. */
export interface Split {
  before: Interactions;
  /** Items that anyone bought before: others cannot be known. */
  known: Float64Array;
  after: EventLog;
  now: number;
}

/** The questions of a purpose that a split answers. */
export function casesFor(purpose: Purpose, split: Split, random: () => number): Case[] {
  if (purpose === 'basket') return basketCases(split, random);
  if (purpose === 'similarItems') return similarCases(split, random);
  const cases: Case[] = [];
  for (const [user, bought] of boughtAfter(split)) {
    const history = historyOf(split.before, user, split.now);
    const isNew = purpose === 'newItems';
    const relevant = isNew ? without(bought, history.items) : bought;
    if (history.items.length === 0 || relevant.size === 0) continue;
    cases.push({ history, exclude: isNew ? history.items : NO_ITEMS, relevant });
  }
  return cases;
}

/** A customer's row as a history. */
export function historyOf({ byUser, lastAt }: Interactions, user: number, now: number): History {
  const from = byUser.start[user] ?? 0;
  const to = byUser.start[user + 1] ?? 0;
  return { items: byUser.column.subarray(from, to), counts: byUser.value.subarray(from, to), lastAt: lastAt.subarray(from, to), now };
}

/** Known items each known customer bought after the split, by customer. */
function boughtAfter({ after, known }: Split): Map<number, Set<number>> {
  const bought = new Map<number, Set<number>>();
  for (let line = 0; line < after.item.length; line += 1) {
    const user = after.user[line] ?? NOBODY;
    const item = after.item[line] ?? 0;
    if (user === NOBODY || !((known[item] ?? 0) > 0)) continue;
    const items = bought.get(user);
    if (items) items.add(item);
    else bought.set(user, new Set([item]));
  }
  return bought;
}

function without(bought: ReadonlySet<number>, items: Int32Array): Set<number> {
  const left = new Set(bought);
  for (const item of items) left.delete(item);
  return left;
}

/** Who bought one item in that time: what else did they buy in it? One item of each customer is asked for. */
function similarCases(split: Split, random: () => number): Case[] {
  const cases: Case[] = [];
  for (const bought of boughtAfter(split).values()) {
    const items = Int32Array.from(bought);
    const asked = items.subarray(Math.floor(random() * items.length)).subarray(0, 1);
    if (items.length < 2) continue;
    cases.push({ history: justBought(asked, split.now), exclude: asked, relevant: without(bought, asked) });
  }
  return cases;
}

function justBought(items: Int32Array, now: number): History {
  return { items, counts: new Float32Array(items.length).fill(1), lastAt: new Float64Array(items.length).fill(now), now };
}

/** Of each basket one item is taken out and looked for. */
function basketCases({ after, known, now }: Split, random: () => number): Case[] {
  const baskets = toBaskets(after);
  const cases: Case[] = [];
  for (let row = 0; row < baskets.rows; row += 1) {
    const items = baskets.column.subarray(baskets.start[row] ?? 0, baskets.start[row + 1] ?? 0).filter((item) => (known[item] ?? 0) > 0);
    if (items.length < 2) continue;
    const sought = items[Math.floor(random() * items.length)] ?? 0;
    const left = items.filter((item) => item !== sought);
    cases.push({ history: justBought(left, now), exclude: left, relevant: new Set([sought]) });
  }
  return cases;
}

/** The split of a log at a moment, judged until another. */
export function splitAt(before: EventLog, after: EventLog, now: number): Split {
  const interactions = toInteractions(before);
  const known = new Float64Array(before.items.length);
  for (const item of before.item) known[item] = (known[item] ?? 0) + 1;
  return { before: interactions, known, after, now };
}
