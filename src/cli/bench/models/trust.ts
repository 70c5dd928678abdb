import { existsSync, statSync } from 'node:fs';
import { CAMPAIGNS, cleanShop, plant } from '~/tests/support/review-shop';
import { generateDemo } from '@/connectors/demo/generate';
import { seededRandom } from '@/core/math/random';
import { judgeDay } from '@/core/anomalies/unusual-days';
import { assessOne, assessReviews } from '@/core/trust/assess';
import type { TrustAssessment } from '@/core/trust/assessment';
import type { TrustReview } from '@/core/trust/review';
import { trainTextModel } from '@/core/trust/text/train';
import { readLabelledTexts } from '@/services/trust/read-labelled-texts';
import { SHIPPED_MODEL, shippedTextModel } from '@/services/trust/text-model-file';
import { evaluateTexts } from '../../trust';
import { fine, round, type Line } from '../lines';
import { readRetailDays } from './retail-days';

const SALMINEN = '../shared/data/fake-reviews-salminen/salminen_subset_train.csv.gz';
const RETAIL = '../shared/data/online-retail/online_retail.csv.gz';
const CLEAN_SHOPS = 100;
const PLANTED_SHOPS = 8;
const INTENSITIES = [12, 24, 48];
/** The demo's own seed does not matter: any must do. */
const DEMO_SEED = 7;
const DAY_MS = 86_400_000;

/** Review trust and anomalies: text model, planted days, planted fakes, false alarms, speed. */
export async function benchTrust(): Promise<Line[]> {
  return [...benchText(), ...(await benchDays()), ...benchClean(), ...CAMPAIGNS.flatMap(benchPlanted), ...benchDemo(), ...benchSpeed()];
}

function isThere(file: string, name: string): boolean {
  if (existsSync(file)) return true;
  process.stderr.write(`${name}: skipped, ${file} is not there.\n`);
  return false;
}

function benchText(): Line[] {
  const size: Line = { name: 'review text: model file', value: round(statSync(SHIPPED_MODEL).size / 1e6), unit: 'MB', reach: '< 3' };
  if (!isThere(SALMINEN, 'review text')) return [size];
  const examples = readLabelledTexts(SALMINEN, {});
  const { measured } = trainTextModel(examples, { name: 'bench', trainedOn: 'bench', trained: '2026-01-01' }).card;
  const { perSecond } = evaluateTexts(shippedTextModel(), examples);
  return [
    { name: 'review text: AUC, 5-fold', value: measured.auc, unit: '', reach: '>= 0.97' },
    { name: 'review text: recall at 1 % false alarms, 5-fold', value: measured.recallAtOnePercentFalseAlarms, unit: '', reach: '>= 0.75' },
    {
      name: 'review text: accuracy, 5-fold (published with seven times the data: 94.3 %)',
      value: round(measured.accuracy * 100),
      unit: '%',
    },
    { name: 'review text: calibration error, 5-fold', value: measured.calibrationError, unit: '' },
    { name: 'review text: scored, reasons included', value: Math.round(perSecond), unit: 'reviews/s', reach: '>= 2,000' },
    size,
  ];
}

/** Each of the last 120 trading days multiplied in turn. */
async function benchDays(): Promise<Line[]> {
  if (!isThere(RETAIL, 'planted days')) return [];
  const { orders, revenue } = await readRetailDays(RETAIL);
  const share = (days: typeof orders, factor: number): number => {
    let alarms = 0;
    for (let end = days.length - 119; end <= days.length; end += 1) {
      const seen = days.slice(0, end);
      const last = seen.at(-1);
      if (last && judgeDay([...seen.slice(0, -1), { ...last, value: last.value * factor }])?.isAlarm) alarms += 1;
    }
    return round((alarms / 120) * 100);
  };
  const reaches: [number, string][] = [
    [1, '<= 2.5'],
    [0.3, '>= 95'],
    [0.5, '>= 45'],
    [2, '>= 65'],
    [3, '>= 95'],
  ];
  const name = (kind: string, factor: number): string =>
    factor === 1 ? `${kind} a day: alarms on untouched days` : `${kind} a day x${factor}: caught`;
  return [
    ...reaches.map(([factor, reach]): Line => ({ name: name('orders', factor), value: share(orders, factor), unit: '%', reach })),
    ...reaches.map(([factor]): Line => ({ name: name('revenue', factor), value: share(revenue, factor), unit: '%' })),
  ];
}

function benchClean(): Line[] {
  let judged = 0;
  let alarms = 0;
  let looks = 0;
  let flagged = 0;
  let reviews = 0;
  for (let seed = 1; seed <= CLEAN_SHOPS; seed += 1) {
    const shop = cleanShop({
      seed: 10_000 + seed,
      products: 3 + (seed % 25),
      reviews: 150 + ((seed * 37) % 2000),
      unverified: seed % 7 === 0 ? null : (seed % 5) * 0.1,
    });
    const { products, all } = assess(shop);
    judged += products.filter(({ level }) => level !== 'notEnough').length;
    alarms += products.filter(({ level }) => level === 'alarm').length;
    looks += products.filter(({ level }) => level === 'look').length;
    flagged += all.flagged;
    reviews += all.reviews;
  }
  const label = `${CLEAN_SHOPS} clean shops, ${judged} products`;
  return [
    { name: `${label}: alarms`, value: round((alarms / judged) * 100), unit: '%', reach: '<= 1' },
    { name: `${label}: worth a look`, value: round((looks / judged) * 100), unit: '%' },
    { name: `${label}: reviews flagged`, value: round((flagged / reviews) * 100), unit: '%', reach: '<= 1' },
  ];
}

function benchPlanted(campaign: (typeof CAMPAIGNS)[number]): Line[] {
  return INTENSITIES.flatMap((count) => {
    const tally = { found: 0, wrong: 0, missed: 0 };
    let alarms = 0;
    for (let seed = 1; seed <= PLANTED_SHOPS; seed += 1) {
      const shop = cleanShop({ seed: 2_000 + seed });
      const fakes = plant(shop, { campaign, count, seed });
      const assessment = assess([...shop, ...fakes]);
      const one = tallyOf(assessment, (id) => id.startsWith('fake-'));
      tally.found += one.found;
      tally.wrong += one.wrong;
      tally.missed += one.missed;
      const targets = new Set(fakes.map(({ productId }) => productId));
      if (assessment.products.some(({ productId, level }) => targets.has(productId) && level === 'alarm')) alarms += 1;
    }
    const name = `planted ${campaign}, ${count} in about 1,200`;
    return [...tallyLines(name, tally), { name: `${name}: product is an alarm`, value: round((alarms / PLANTED_SHOPS) * 100), unit: '%' }];
  });
}

function benchDemo(): Line[] {
  const { reviews, fakes } = demoReviews();
  return tallyLines(
    `demo shop, ${fakes.size} planted in ${reviews.length}`,
    tallyOf(assess(reviews), (id) => fakes.has(id)),
  );
}

interface Tally {
  found: number;
  wrong: number;
  missed: number;
}

function tallyOf({ reviews }: TrustAssessment, isFake: (id: string) => boolean): Tally {
  const tally = { found: 0, wrong: 0, missed: 0 };
  for (const { id, flagged } of reviews) {
    if (isFake(id)) tally[flagged ? 'found' : 'missed'] += 1;
    else if (flagged) tally.wrong += 1;
  }
  return tally;
}

const tallyLines = (name: string, { found, wrong, missed }: Tally): Line[] => [
  { name: `${name}: precision`, value: fine(found / Math.max(1, found + wrong)), unit: '' },
  { name: `${name}: recall`, value: fine(found / Math.max(1, found + missed)), unit: '' },
];

const assess = (reviews: readonly TrustReview[]): TrustAssessment => assessReviews(reviews, { textModel: shippedTextModel(), now: 0 });

/** The demo seller's reviews as an assessment takes them, and the ids of the planted ones. */
function demoReviews(): { reviews: TrustReview[]; fakes: Set<string> } {
  const pages = generateDemo({ now: new Date('2026-11-20T12:00:00Z'), random: seededRandom(DEMO_SEED) });
  const reviews: TrustReview[] = [];
  for (let page = pages.next(); ; page = pages.next()) {
    if (page.done) return { reviews, fakes: new Set(page.value.fakeReviews.map(({ externalId }) => externalId)) };
    const { connection, batch } = page.value;
    for (const each of batch.reviews) {
      const at = each.reviewed.at.getTime();
      reviews.push({
        id: each.externalId,
        productId: each.productExternalId ? `${connection.marketplace}/${each.productExternalId}` : null,
        marketplace: connection.marketplace,
        reviewer: each.customerExternalId ?? null,
        score: each.score,
        title: each.title ?? null,
        body: each.body ?? null,
        verified: each.verified ?? null,
        hasOrder: each.orderExternalId != null,
        reviewedAt: at,
        reviewedDay: Math.floor(at / DAY_MS),
        deletedAt: null,
      });
    }
  }
}

function benchSpeed(): Line[] {
  return [10_000, 100_000].flatMap((size) => {
    const shop = cleanShop({ seed: 5, products: size / 200, reviews: size, days: 700 });
    let started = performance.now();
    const assessment = assess(shop);
    const seconds = (performance.now() - started) / 1000;
    const peak = Math.round(process.resourceUsage().maxRSS / 1024);
    const [review] = shop;
    if (!review) return [];
    const neighbours = shop.filter(
      ({ productId, reviewer }) => productId === review.productId || (reviewer !== null && reviewer === review.reviewer),
    );
    started = performance.now();
    assessOne(review, { neighbours, context: assessment.context, textModel: shippedTextModel() });
    const one = performance.now() - started;
    const label = `trust, ${shop.length.toLocaleString('en-US')} reviews`;
    return [
      { name: `${label}: all assessed`, value: round(seconds), unit: 's' },
      { name: `${label}: peak memory of the process, training before it included`, value: peak, unit: 'MB' },
      { name: `${label}: one review again, beside ${neighbours.length}`, value: round(one), unit: 'ms', reach: '< 1,000' },
    ];
  });
}
