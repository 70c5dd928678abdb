import { existsSync } from 'node:fs';
import { seededRandom } from '@/core/math/random';
import { boughtTogether } from '@/core/recommend/bought-together';
import { EASE_KEPT } from '@/core/recommend/candidates';
import { casesFor, historyOf, splitAt, type Split } from '@/core/recommend/cases';
import { EASE_ITEM_LIMIT } from '@/core/recommend/ease';
import { evaluate, TOP, type Case, type Quality } from '@/core/recommend/evaluate';
import { between, readEvents, type EventLog, type PurchaseEvent } from '@/core/recommend/events';
import { CG_STEPS, trainIals } from '@/core/recommend/ials';
import { ialsRecommender } from '@/core/recommend/ials-recommender';
import { rowSizes, toBaskets, toInteractions } from '@/core/recommend/interactions';
import { rankingQuality } from '@/core/recommend/metrics';
import { openRecommender, type OpenRecommender, type OwnedItem } from '@/core/recommend/open-recommender';
import { fitPart, recommenderOf, trainingData, type PartSpec, type Recipe } from '@/core/recommend/recipe';
import { recommend } from '@/core/recommend/recommender';
import { trainRecommendations } from '@/services/recommend/train';
import { quantiles, round, type Line } from '../lines';
import { generateLog, readOnlineRetail, readSequences } from './recommendation-data';

const ONLINE_RETAIL = '../shared/data/online-retail/online_retail.csv.gz';
const BEAUTY = '../shared/data/recsys-amazon-beauty/Beauty.txt.gz';
const CUT = Date.UTC(2011, 10, 1);
const SEED = 1;
/** Ours may be this much below what a reference implementation reaches. */
const TOLERANCE = 0.03;
const WARM_UP = 50;

interface ReachLine extends Line {
  /** What it has to be. */
  reach?: string;
  met?: boolean;
}

/** Recommendations: speed on generated purchases, quality on the samples that are there. */
export async function benchRecommendations(): Promise<ReachLine[]> {
  // First, so that the peak of the memory is its own.
  const lines = benchIals();
  if (existsSync(ONLINE_RETAIL)) lines.push(...(await benchOnlineRetail(await readOnlineRetail(ONLINE_RETAIL))));
  else process.stderr.write(`Online Retail: skipped, ${ONLINE_RETAIL} is not there.\n`);
  if (existsSync(BEAUTY)) lines.push(...benchBeauty(readSequences(BEAUTY)));
  else process.stderr.write(`Amazon Beauty: skipped, ${BEAUTY} is not there.\n`);
  return lines;
}

const atLeast = (line: Line, least: number): ReachLine => ({ ...line, reach: `>= ${least}`, met: line.value >= least });
const below = (line: Line, most: number): ReachLine => ({ ...line, reach: `< ${most}`, met: line.value < most });
const is = (line: Line, value: number): ReachLine => ({ ...line, reach: `= ${value}`, met: line.value === value });
const toFour = (value: number): number => Math.round(value * 1e4) / 1e4;

function benchIals(): ReachLine[] {
  const factors = 64;
  const { byUser, byItem, lastAt } = toInteractions(generateLog(1_060_000, { users: 50_000, items: 20_000 }));
  const parameters = { factors, lambda: 10, alpha: 1, iterations: 15, solver: CG_STEPS };
  const started = performance.now();
  const { items } = trainIals({ byUser, byItem }, parameters, { random: seededRandom(SEED) });
  const seconds = (performance.now() - started) / 1_000;
  const recommender = ialsRecommender({ items, factors, lambda: 10, alpha: 1 });
  // The first ones are asked before the code is compiled; a server's are not.
  const times = Array.from({ length: WARM_UP + 200 }, (_, user) => {
    const history = historyOf({ byUser, byItem, lastAt }, user, 0);
    const asked = performance.now();
    recommend(recommender, history, { n: TOP, exclude: history.items });
    return performance.now() - asked;
  }).slice(WARM_UP);
  const name = `iALS, ${byUser.column.length} interactions, 50,000 x 20,000, 64 factors, 15 rounds, one thread`;
  return [
    below({ name, value: round(seconds), unit: 's' }, 90),
    { name: `${name}: peak memory of the process`, value: Math.round(process.resourceUsage().maxRSS / 1024), unit: 'MB' },
    ...quantiles('ten of 20,000 items for one customer, with reasons', times).map((line) =>
      below({ ...line, value: round(line.value) }, 20),
    ),
  ];
}

async function benchOnlineRetail(events: PurchaseEvent[]): Promise<ReachLine[]> {
  const { log } = readEvents(events);
  const split = splitAt(between(log, -Infinity, CUT), between(log, CUT, Infinity), CUT);
  return [
    is({ name: 'Online Retail: baskets', value: log.orders.length, unit: '' }, 18_402),
    is({ name: 'Online Retail: items', value: log.items.length, unit: '' }, 3_659),
    ...benchPairs(log),
    ...benchMethods(log, split),
    ...(await benchShipped(events, log, split)),
  ];
}

function benchPairs(log: EventLog): ReachLine[] {
  const started = performance.now();
  const { pairs, baskets } = boughtTogether(toBaskets(log));
  const took = performance.now() - started;
  const [best] = pairs;
  const frequent = pairs.reduce((most, pair) => (pair.nAB > most.nAB ? pair : most));
  const lifted = pairs.filter(({ nAB }) => nAB >= 100).reduce((most, pair) => (pair.lift > most.lift ? pair : most));
  const named = (pair: { a: number; b: number } | undefined): string => `${log.items[pair?.a ?? -1]}+${log.items[pair?.b ?? -1]}`;
  return [
    is({ name: `bought together: most frequent pair ${named(frequent)}, baskets`, value: frequent.nAB, unit: '' }, 546),
    is({ name: `bought together: G2 of ${named(frequent)}`, value: round(frequent.g2), unit: '' }, 1752.05),
    is({ name: `bought together: highest G2, ${named(best)}`, value: round(best?.g2 ?? 0), unit: '' }, 3194.66),
    is({ name: `bought together: highest lift from 100 baskets, ${named(lifted)}`, value: round(lifted.lift), unit: '' }, 106.04),
    { name: `bought together: ${pairs.length} pairs of ${baskets} baskets`, value: Math.round(took), unit: 'ms' },
  ];
}

interface Reference {
  name: string;
  spec: PartSpec;
  /** NDCG@10 of the reference for new items, and with repeats; null where it was not measured with these parameters. */
  newItems: number | null;
  repeats: number | null;
}

const factors = { kind: 'ials', factors: 128, iterations: 15 } as const;
const OWN: PartSpec = { kind: 'ownHistory', halfLifeDays: 36_500 };
const RECENT: PartSpec = { kind: 'popularity', days: 30 };
const REFERENCES: readonly Reference[] = [
  { name: 'popularity, all time', spec: { kind: 'popularity', days: null }, newItems: 0.038, repeats: 0.087 },
  { name: 'popularity, 30 days', spec: RECENT, newItems: 0.0784, repeats: 0.1325 },
  {
    name: 'item-item cosine, k 50, shrink 50',
    spec: { kind: 'itemItem', of: 'customers', similarity: 'cosine', neighbours: 50, shrink: 50 },
    newItems: 0.0918,
    repeats: 0.2085,
  },
  { name: 'EASE, lambda 200', spec: { kind: 'ease', lambda: 200, kept: EASE_ITEM_LIMIT }, newItems: 0.1024, repeats: 0.2698 },
  { name: 'EASE, lambda 200, as shipped', spec: { kind: 'ease', lambda: 200, kept: EASE_KEPT }, newItems: 0.1024, repeats: null },
  { name: 'iALS 128, lambda 10, alpha 0.1', spec: { ...factors, lambda: 10, alpha: 0.1 }, newItems: 0.102, repeats: null },
  { name: 'iALS 128, lambda 30, alpha 5', spec: { ...factors, lambda: 30, alpha: 5 }, newItems: null, repeats: 0.2922 },
];

function benchMethods(log: EventLog, split: Split): ReachLine[] {
  const data = trainingData(between(log, -Infinity, CUT), { now: CUT, vectors: [], training: { random: seededRandom(SEED) } });
  const crowd = { buyers: rowSizes(split.before.byItem), people: log.users.length };
  const fresh = casesFor('newItems', split, seededRandom(SEED));
  const again = casesFor('buyAgain', split, seededRandom(SEED));
  const lines = [
    is({ name: 'Online Retail: customers asked, new items only', value: fresh.length, unit: '' }, 1_440),
    is({ name: 'Online Retail: customers asked, repeats allowed', value: again.length, unit: '' }, 1_538),
  ];
  for (const { name, spec, newItems, repeats } of REFERENCES) {
    const fitted = fitPart(spec, data);
    const recommender = recommenderOf(single(spec), log.items.length, () => fitted);
    if (newItems !== null) lines.push(...qualityLines(`new items, ${name}`, evaluate(recommender, fresh, crowd).quality, newItems));
    if (repeats !== null) lines.push(...qualityLines(`repeats, ${name}`, evaluate(recommender, again, crowd).quality, repeats));
  }
  const own: Recipe = {
    method: 'ownHistory',
    parts: [
      { spec: OWN, weight: 1 },
      { spec: RECENT, weight: 0.1 },
    ],
  };
  const quality = evaluate(
    recommenderOf(own, log.items.length, (spec) => fitPart(spec, data)),
    again,
    crowd,
  ).quality;
  const withFactors: Recipe = {
    method: 'ownHistoryWithFactors',
    parts: [...own.parts, { spec: { ...factors, lambda: 10, alpha: 0.1 }, weight: 0.1 }],
  };
  const blended = evaluate(
    recommenderOf(withFactors, log.items.length, (spec) => fitPart(spec, data)),
    again,
    crowd,
  ).quality;
  return [
    ...lines,
    ...qualityLines('repeats, own history by count, then recent popularity', quality, 0.3443),
    atLeast({ name: 'repeats, own history + recent popularity + iALS: NDCG@10', value: toFour(blended.ndcg), unit: '' }, 0.3444),
  ];
}

const single = (spec: PartSpec): Recipe => ({ method: 'popularity', parts: [{ spec, weight: 1 }] });

function qualityLines(
  name: string,
  { ndcg, precision, recall }: Pick<Quality, 'ndcg' | 'precision' | 'recall'>,
  reference: number,
): ReachLine[] {
  return [
    {
      ...atLeast({ name: `${name}: NDCG@10`, value: toFour(ndcg), unit: '' }, toFour(reference * (1 - TOLERANCE))),
      reach: `>= ${toFour(reference * (1 - TOLERANCE))} (${reference} - 3 %)`,
    },
    { name: `${name}: P@10`, value: toFour(precision), unit: '' },
    { name: `${name}: R@10`, value: toFour(recall), unit: '' },
  ];
}

/** What a seller gets: trained on what was known at the cut, asked as pages ask. */
async function benchShipped(events: PurchaseEvent[], log: EventLog, split: Split): Promise<ReachLine[]> {
  const started = performance.now();
  const { card, bytes } = await trainRecommendations(
    events.filter(({ at }) => at < CUT),
    { now: CUT, seed: SEED },
  );
  const seconds = (performance.now() - started) / 1_000;
  const opened = openRecommender(bytes, card);
  const fresh = casesFor('newItems', split, seededRandom(SEED));
  const again = casesFor('buyAgain', split, seededRandom(SEED));
  const forCustomer = askAll(log, fresh, (history) => opened.forCustomer(history, TOP));
  const buyAgain = askAll(log, again, (history) => opened.buyAgain(history, TOP));
  const popular = card.purposes.newItems.measured.find(({ method }) => method === 'recentPopularity')?.quality.ndcg ?? 0;
  const chosen = ({ method, parts }: Recipe): string => `${method} (${parts.map(({ spec }) => spec.kind).join(' + ')})`;
  return [
    { name: 'shipped: training with back-test of all four lists', value: round(seconds), unit: 's' },
    { name: 'shipped: model', value: round(bytes.length / 1e6), unit: 'MB' },
    atLeast(
      { name: `shipped: new items by ${chosen(card.purposes.newItems.chosen)}, NDCG@10`, value: toFour(forCustomer.ndcg), unit: '' },
      0.1,
    ),
    atLeast(
      {
        name: 'shipped: new items, gain over recent popularity in its own back-test',
        value: round(card.purposes.newItems.improvement ?? 0),
        unit: '',
      },
      0.05,
    ),
    atLeast(
      { name: `shipped: buy again by ${chosen(card.purposes.buyAgain.chosen)}, NDCG@10`, value: toFour(buyAgain.ndcg), unit: '' },
      0.3444,
    ),
    { name: 'shipped: recent popularity in its own back-test, NDCG@10', value: toFour(popular), unit: '' },
    below({ name: 'shipped: list for one customer, p95', value: round(forCustomer.p95), unit: 'ms' }, 20),
  ];
}

function askAll(
  log: EventLog,
  cases: readonly Case[],
  ask: (history: OwnedItem[]) => ReturnType<OpenRecommender['forCustomer']>,
): { ndcg: number; p95: number } {
  const numbers = new Map(log.items.map((item, number) => [item, number]));
  let sum = 0;
  const times = cases.map(({ history, relevant }) => {
    const owned = Array.from(history.items, (item, at): OwnedItem => {
      return { item: log.items[item] ?? '', count: history.counts[at] ?? 0, at: history.lastAt[at] ?? 0 };
    });
    const started = performance.now();
    const list = ask(owned);
    const took = performance.now() - started;
    const ranked = list.map(({ item }) => numbers.get(item) ?? -1);
    sum += rankingQuality(ranked, relevant, TOP).ndcg;
    return took;
  });
  return { ndcg: sum / cases.length, p95: times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0 };
}

const BEAUTY_REFERENCES = [
  { name: 'popularity', spec: { kind: 'popularity', days: null }, ndcg: 0.0061 },
  {
    name: 'item-item cosine, k 100, shrink 10',
    spec: { kind: 'itemItem', of: 'customers', similarity: 'cosine', neighbours: 100, shrink: 10 },
    ndcg: 0.0408,
  },
  { name: 'iALS 128, lambda 1, alpha 40', spec: { ...factors, lambda: 1, alpha: 40 }, ndcg: 0.0338 },
] as const satisfies { name: string; spec: PartSpec; ndcg: number }[];

/** Leave one out: the last item is looked for with all before it. */
function benchBeauty(sequences: { user: string; items: string[] }[]): ReachLine[] {
  const events = sequences.flatMap(({ user, items }) =>
    items.map((item, step): PurchaseEvent => ({
      user,
      item,
      order: `${user}/${step}`,
      at: step === items.length - 1 ? 1 : 0,
      quantity: 1,
    })),
  );
  const { log } = readEvents(events);
  const before = between(log, -Infinity, 1);
  const split = splitAt(before, between(log, 1, Infinity), 1);
  const cases = casesFor('newItems', split, seededRandom(SEED));
  const data = trainingData(before, { now: 1, vectors: [], training: { random: seededRandom(SEED) } });
  const crowd = { buyers: rowSizes(split.before.byItem), people: log.users.length };
  process.stderr.write(`Amazon Beauty: EASE skipped, ${log.items.length} items are above its limit of ${EASE_ITEM_LIMIT}.\n`);
  return [
    is({ name: 'Beauty: customers asked', value: cases.length, unit: '' }, 22_311),
    ...BEAUTY_REFERENCES.flatMap(({ name, spec, ndcg }) => {
      const part = fitPart(spec, data);
      const { quality } = evaluate(
        recommenderOf(single(spec), log.items.length, () => part),
        cases,
        crowd,
      );
      return [...qualityLines(`Beauty, ${name}`, quality, ndcg), { name: `Beauty, ${name}: HR@10`, value: toFour(quality.hit), unit: '' }];
    }),
  ];
}
