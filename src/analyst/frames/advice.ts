import { readingsOf } from '@/analyst/grammar/clause';
import { tagQuestion, type Mark, type Tagged } from '@/analyst/grammar/tag';
import type { Lexicon } from '@/analyst/language/lexicon';
import { correctSpelling } from '@/analyst/language/spelling';
import { numberOf, tokenize, type Token } from '@/analyst/language/text';
import type { Period } from '@/core/query/query';
import type { DecideContext, Decision } from './decide';
import { findNames } from './names';

/** What the analyst can advise on, beside counting. */
export type AdviceTopic =
  'trust' | 'similar' | 'basket' | 'customer' | 'everyone' | 'trending' | 'buyAgain' | 'together' | 'listing' | 'model';

/** What a question asks advice on. */
export interface AdviceWish {
  topic: AdviceTopic;
  products: string[];
  marketplaces: string[];
  /** As the data names him. */
  customer?: string;
  /** Only what is suspicious, by what it is suspicious of, or beside each other. */
  show?: 'flagged' | 'products' | 'marketplaces';
  limit?: number;
  period?: Period;
}

/** Words that make a question one about reviews. */
const REVIEWERS: ReadonlySet<string> = new Set(['reviewCount', 'badReviews', 'averageReviewScore', 'badReviewShare', 'reviewScore']);
/** Products one basket or report is asked about. */
const MOST_PRODUCTS = 20;
/** Words a question may have to go on from advice without saying what it is about. */
const FRAGMENT_WORDS = 7;

interface Span {
  start: number;
  end: number;
}

/** A question with what was said of advice in it. */
interface Said {
  tagged: Tagged;
  /** Names of the advice phrases said. */
  says: ReadonlySet<string>;
  isReviews: boolean;
  products: string[];
  marketplaces: string[];
  customer: string | null;
  isPointing: boolean;
  /** Words that are no part of the grammar and name nothing. */
  unread: string[];
}

/** "Can I trust these reviews?", "what goes with the mug?", "should I list it on Etsy?": null when it asks none of it. */
export async function adviceDecision(question: string, context: DecideContext): Promise<Decision | null> {
  const { lexicon, time } = context;
  const tokens = tokenize(question, lexicon.file);
  const phrases = advicePhrases(
    tokens.map((token) => correctSpelling(token, lexicon)),
    lexicon,
  );
  const goesOn = phrases.length === 0;
  if (goesOn && (context.advice === null || tokens.length > FRAGMENT_WORDS)) return null;
  const tagged = tagQuestion(tokens, lexicon, time);
  const said = await readSaid(tagged, phrases, context);
  const wish = goesOn ? followUp(said, context) : wishOf(said, context);
  if (!wish) return null;
  if (said.unread.length > 0) return { kind: 'unread', words: said.unread };
  const limit = tagged.marks.find(({ number, isPercent }) => number !== null && !isPercent)?.number;
  const [span] = tagged.periods.filter(({ isWhole }) => !isWhole);
  return {
    kind: 'advice',
    wish: {
      ...wish,
      ...(limit !== null && limit !== undefined && Number.isInteger(limit) && limit > 0 ? { limit } : {}),
      ...(span && wish.topic === 'trust' ? { period: span.period } : {}),
    },
  };
}

/** Phrases of advice in a question, the longest first at each place. */
function advicePhrases(tokens: readonly Token[], lexicon: Lexicon): (Span & { names: readonly string[] })[] {
  const found: (Span & { names: readonly string[] })[] = [];
  for (let start = 0; start < tokens.length;) {
    const hit = longestAt(tokens, start, lexicon);
    if (hit) found.push(hit);
    start = hit ? hit.end : start + 1;
  }
  return found;
}

function longestAt(tokens: readonly Token[], start: number, { advice, longest }: Lexicon): (Span & { names: readonly string[] }) | null {
  for (let end = Math.min(tokens.length, start + longest); end > start; end -= 1) {
    const words = tokens.slice(start, end);
    if (words.some(({ isQuoted }) => isQuoted)) continue;
    const names = advice.get(words.map(({ lemma }) => lemma).join(' '));
    if (names) return { start, end, names };
  }
  return null;
}

async function readSaid(tagged: Tagged, phrases: readonly (Span & { names: readonly string[] })[], context: DecideContext): Promise<Said> {
  const isIn = (mark: Span): boolean => phrases.some(({ start, end }) => mark.start < end && mark.end > start);
  const marks = tagged.marks.filter((mark) => !isIn(mark));
  const valuesOf = (dimension: string): string[] => [
    ...new Set(
      marks.flatMap((mark) => readingsOf(mark, 'value').flatMap((reading) => (reading.dimension === dimension ? [reading.value] : []))),
    ),
  ];
  const named = await namesIn(tagged, { marks, phrases }, context);
  return {
    tagged,
    says: new Set(phrases.flatMap(({ names }) => names)),
    isReviews: tagged.marks.some(isOfReviews),
    products: [...new Set([...valuesOf('product'), ...named.products])].slice(0, MOST_PRODUCTS),
    marketplaces: valuesOf('marketplace'),
    customer: named.customer,
    isPointing: tagged.particles.some(({ name }) => name === 'it' || name === 'those'),
    unread: named.unread,
  };
}

const isOfReviews = (mark: Mark): boolean =>
  [...readingsOf(mark, 'metric'), ...readingsOf(mark, 'dimension')].some(({ id }) => REVIEWERS.has(id));

/** Words outside the grammar, looked up as the names of products, and of one customer. */
async function namesIn(
  tagged: Tagged,
  { marks, phrases }: { marks: readonly Mark[]; phrases: readonly Span[] },
  context: DecideContext,
): Promise<{ products: string[]; customer: string | null; unread: string[] }> {
  const { stop, file } = context.lexicon;
  const isTaken = (at: number): boolean => [...phrases, ...tagged.periods, ...marks].some(({ start, end }) => at >= start && at < end);
  const isSmall = (at: number): boolean => {
    const token = tagged.tokens[at];
    if (!token || token.isQuoted) return false;
    return stop.has(token.lemma) || numberOf(token, file) !== null || tagged.particles.some(({ start, end }) => at >= start && at < end);
  };
  const runs: string[][] = [];
  let run: number[] = [];
  const close = (): void => {
    while (run.length > 0 && isSmall(run[0] ?? 0)) run.shift();
    while (run.length > 0 && isSmall(run.at(-1) ?? 0)) run.pop();
    if (run.length > 0) runs.push(run.map((at) => tagged.tokens[at]?.raw ?? ''));
    run = [];
  };
  for (let at = 0; at < tagged.tokens.length; at += 1) {
    if (isTaken(at) || tagged.tokens[at]?.afterComma) close();
    if (!isTaken(at)) run.push(at);
  }
  close();
  const found = { products: [] as string[], customer: null as string | null, unread: [] as string[] };
  for (const words of runs) {
    const text = words.join(' ');
    const products = (await findNames(text, context)).filter(({ dimension }) => dimension === 'product').map(({ value }) => value);
    const customer = products.length > 0 ? null : await customerCalled(text, context);
    if (products.length > 0) found.products.push(...products);
    else if (customer !== null) found.customer = customer;
    else found.unread.push(text);
  }
  return found;
}

/** From here on a name is a customer's; below, it only looks like one. */
const SAME_CUSTOMER = 0.9;

async function customerCalled(text: string, context: DecideContext): Promise<string | null> {
  const [best, next] = (await context.find(text, 'customer')).filter(({ score }) => score >= SAME_CUSTOMER);
  // Two of one name: which of them is meant nobody knows.
  return best && (!next || best.score > next.score) ? best.value : null;
}

/** What is asked, from the phrases said. The order is that of how much a phrase says. */
function wishOf(said: Said, context: DecideContext): AdviceWish | null {
  const { says } = said;
  const meant = said.products.length > 0 || !said.isPointing ? said.products : productsBefore(context);
  const of = (topic: AdviceTopic, more: Partial<AdviceWish> = {}): AdviceWish => ({
    topic,
    products: meant,
    marketplaces: said.marketplaces,
    ...more,
  });
  if (says.has('ofModel')) return of('model');
  if (says.has('listingOn')) return meant.length > 0 ? of('listing') : null;
  if (says.has('suspicious') || says.has('trusting') || says.has('showing')) {
    if (!said.isReviews && !says.has('showing') && !(meant.length > 0 && says.has('suspicious'))) return null;
    return of('trust', { ...showOf(said) });
  }
  if (says.has('similarTo')) return meant.length > 0 ? of('similar') : null;
  if (says.has('buysAgain')) return of('buyAgain', customerOf(said));
  if (says.has('recommending') && meant.length > 0) return of('basket');
  if (says.has('goesWith')) return of('together');
  if (says.has('alsoBought')) return meant.length > 0 ? of('together') : null;
  if (says.has('trendingNow')) return of('trending');
  if (!says.has('recommending')) return null;
  if (said.customer !== null) return of('customer', customerOf(said));
  return of('everyone');
}

const customerOf = ({ customer }: Said): Partial<AdviceWish> => (customer === null ? {} : { customer });

/** "Which reviews look fake" wants them shown; "which products have fake reviews" wants the products. */
function showOf({ tagged, says, products }: Said): Partial<AdviceWish> {
  if (says.has('showing')) return { show: 'flagged' };
  const groups = new Set(tagged.marks.flatMap((mark) => readingsOf(mark, 'dimension').map(({ id }) => id)));
  if (groups.has('marketplace')) return { show: 'marketplaces' };
  if (groups.has('product') && products.length === 0) return { show: 'products' };
  const asksWhich = tagged.marks.some((mark) => readingsOf(mark, 'function').some(({ name }) => name === 'which'));
  return says.has('suspicious') && asksWhich ? { show: 'flagged' } : {};
}

/** The product that was talked about: in the advice before, or at the top of the table before. */
function productsBefore({ advice, thread }: DecideContext): string[] {
  if (advice && advice.products.length > 0) return advice.products;
  const [first] = thread.at(-1)?.leaders['product'] ?? [];
  return first === undefined ? [] : [first];
}

/** "And on Etsy?", "and the bud vase?", "which ones?": the advice before, about something else. */
function followUp(said: Said, { advice }: DecideContext): AdviceWish | null {
  if (!advice) return null;
  const asksMeasure = said.tagged.marks.some((mark) => readingsOf(mark, 'metric').some(({ id }) => !REVIEWERS.has(id)));
  if (asksMeasure) return null;
  const changed = said.products.length > 0 || said.marketplaces.length > 0 || said.customer !== null;
  const show = advice.topic === 'trust' ? showFollowed(said) : null;
  if (!changed && !show) return null;
  const { show: _shown, ...before } = advice;
  return {
    ...before,
    ...(said.products.length > 0 ? { products: said.products } : {}),
    ...(said.marketplaces.length > 0 ? { marketplaces: said.marketplaces } : {}),
    ...customerOf(said),
    ...(show ? { show } : {}),
  };
}

function showFollowed(said: Said): AdviceWish['show'] | null {
  const { show } = showOf(said);
  if (show) return show;
  const names = new Set(said.tagged.marks.flatMap((mark) => readingsOf(mark, 'function').map(({ name }) => name)));
  return names.has('which') || names.has('why') ? 'flagged' : null;
}
