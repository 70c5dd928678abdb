// Advice over the demo shop: reviews, what goes together, where else to sell. Figures by plain loops over the raw facts; which
// reviews are planted is told by the generator alone.
import { EVALS_NOW } from '../../clock.ts';

export const abilityOf = () => 'advice';

const DAY_MS = 86_400_000;
const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const count = (value) => value.toLocaleString('en-US');

export function cases(s) {
  const D = s.demo;
  const reviews = (channel, product) =>
    D.reviews.filter((review) => (!channel || review.channel === channel) && (!product || review.product === product));
  /** "16 of 28": the planted ones of all. */
  const planted = (channel, product) => {
    const all = reviews(channel, product);
    return `${count(all.filter(({ isPlanted }) => isPlanted).length)} of ${count(all.length)}`;
  };
  const rating = (list) => (list.reduce((sum, { score }) => sum + score, 0) / list.length).toFixed(2);
  const withAndWithout = (channel, product) => {
    const all = reviews(channel, product);
    return `${rating(all.filter(({ isPlanted }) => !isPlanted))} instead of ${rating(all)}`;
  };
  const ask = (question, mustSay, more = {}) => ({
    data: 'demo',
    question,
    kind: 'advice',
    gold: null,
    mustSay: mustSay.map((words) => (words instanceof RegExp ? words.source : escape(words))),
    ...more,
  });

  const sold = D.orders.filter(({ status }) => status !== 'canceled').map((order) => ({ order, items: new Set() }));
  const byOrder = new Map(sold.map((basket) => [`${basket.order.marketplace}/${basket.order.id}`, basket]));
  for (const entry of D.of('SALE')) if (entry.units > 0 && entry.product) byOrder.get(entry.order)?.items.add(entry.product);
  const baskets = sold.filter(({ items }) => items.size > 0);
  const pairs = countPairs(baskets);
  const bestPair = pairs[0];
  const partnerOf = (product) => {
    const pair = pairs.find(({ a, b }) => a === product || b === product);
    return { name: pair.a === product ? pair.b : pair.a, both: pair.both };
  };

  const months = 365 / (365.25 / 12);
  const lastDay = D.orders.reduce((last, { day }) => (day > last ? day : last), '');
  const firstDay = new Date(Date.parse(`${lastDay}T00:00:00Z`) - 364 * DAY_MS).toISOString().slice(0, 10);
  const inYear = D.of('SALE').filter(({ day }) => day >= firstDay && day <= lastDay);
  const units = (list) => list.reduce((sum, entry) => sum + entry.units, 0);
  const ofProduct = (product, channel) => units(inYear.filter((entry) => entry.product === product && entry.channel === channel));
  const channels = [...new Set(D.orders.map(({ channel }) => channel))];
  /** What one of its category sells there, times how it does against its category where it is sold. */
  const expected = (product, channel) => {
    const category = inYear.find((entry) => entry.product === product).category;
    const usual = (where) => {
      const kind = inYear.filter((entry) => entry.category === category && entry.channel === where);
      return units(kind) / new Set(kind.map((entry) => entry.product)).size;
    };
    const home = channels.filter((where) => ofProduct(product, where) > 0);
    const own = home.reduce((sum, where) => sum + ofProduct(product, where), 0);
    const there = home.reduce((sum, where) => sum + usual(where), 0);
    return (Math.round(((own / there) * usual(channel) * 10) / months) / 10).toString();
  };

  const decayed = new Map();
  const now = Date.parse(EVALS_NOW);
  for (const { order, items } of baskets)
    for (const item of items) decayed.set(item, (decayed.get(item) ?? 0) + 0.5 ** ((now - order.orderedMs) / (14 * DAY_MS)));
  const [[trend]] = [...decayed].sort(([, a], [, b]) => b - a);
  const again = countAgain(baskets);

  const list = [
    ask('Can I trust these reviews?', ['All reviews', `of ${count(D.reviews.length)} `, 'Travel Mug with Cork Band', 'not a verdict']),
    ask('Can I trust my reviews on Etsy?', [planted('Etsy'), withAndWithout('Etsy'), 'not a verdict']),
    ask('are there fake reviews on flipkart', [planted('Flipkart'), 'strong signs']),
    ask('Which products have suspicious reviews?', ['Travel Mug with Cork Band', planted('Amazon', 'Travel Mug with Cork Band')]),
    ask('Which reviews look fake?', ['the most suspicious first', `of ${count(D.reviews.length)} `]),
    ask('show me the flagged reviews of the Travel Mug with Cork Band', [planted(null, 'Travel Mug with Cork Band'), 'Best']),
    ask('How far can I trust the rating of the Travel Mug with Cork Band?', [
      planted('Amazon', 'Travel Mug with Cork Band'),
      withAndWithout('Amazon', 'Travel Mug with Cork Band'),
    ]),
    ask('was the cast iron trivet, leaf review bombed?', [
      planted('Amazon', 'Cast Iron Trivet, Leaf'),
      withAndWithout('Amazon', 'Cast Iron Trivet, Leaf'),
    ]),
    ask('how trustworthy are our reviews by marketplace?', [`Etsy (${planted('Etsy')})`, `Flipkart (${planted('Flipkart')})`]),
    ask('can i trust the reviews of the Handloom Cotton Table Runner', ['Handloom Cotton Table Runner', 'not a verdict'], {
      mustNotSay: ['strong signs'],
    }),
    ask('is the rating of the Paper Lantern, 14 in genuine', [
      planted('Flipkart', 'Paper Lantern, 14 in'),
      'far more reviews in a few days',
    ]),
    ask('and on Etsy?', [planted('Etsy')], { history: ['Can I trust my reviews on Amazon?'] }),
    ask('and the Bud Vase Trio?', [planted('Etsy', 'Bud Vase Trio')], { history: ['Is the rating of the Moon Jar Vase genuine?'] }),
    ask('which ones?', [planted('Etsy'), 'the most suspicious first'], { history: ['can i trust my reviews on etsy'] }),
    ask('¿Puedo confiar en mis reseñas de Etsy?', [planted('Etsy').replace(' of ', ' de '), 'no un veredicto']),
    ask('Which products are frequently bought together?', [bestPair.a, bestPair.b, `in ${count(bestPair.both)} orders`]),
    ask('what should i bundle?', [bestPair.a, bestPair.b]),
    ...['French Press, Matte Black', 'Linen Apron, Olive'].map((product) =>
      ask(`what do people buy together with the ${product}?`, [partnerOf(product).name, `in ${count(partnerOf(product).both)} orders`]),
    ),
    ask('and with the Dinner Plate, Reactive Blue?', [partnerOf('Dinner Plate, Reactive Blue').name], {
      history: ['What goes well with the French Press, Matte Black?'],
    }),
    ask('Customers who bought the Pour-Over Coffee Dripper also bought?', [partnerOf('Pour-Over Coffee Dripper').name]),
    ask('What should I recommend to people who buy the Dinner Plate, Reactive Blue?', [
      partnerOf('Dinner Plate, Reactive Blue').name,
      /best sellers/,
    ]),
    ask('which products are similar to the Moon Jar Vase?', ['Most like Moon Jar Vase']),
    ask('what is trending right now?', [trend]),
    ask('which products do customers buy again?', [again]),
    ask('how good are our recommendations?', [`${count(baskets.length)} orders`, /best sellers/]),
    ask('any recommendations for new customers?', ['nothing is known of']),
    ask('Should I list the Travel Mug with Cork Band on Etsy?', [
      `about ${expected('Travel Mug with Cork Band', 'Etsy')} units a month`,
      'not a forecast',
    ]),
    ask('is it worth selling the Bud Vase Trio on amazon', [
      `about ${expected('Bud Vase Trio', 'Amazon')} units a month`,
      'not a forecast',
    ]),
    ask('and on Flipkart?', ['already', `${count(ofProduct('Bud Vase Trio', 'Flipkart'))} units`], {
      history: ['is it worth selling the Bud Vase Trio on amazon'],
    }),
    ask('should we offer the Moon Jar Vase on Etsy too?', ['already', `${count(ofProduct('Moon Jar Vase', 'Etsy'))} units`]),
    ask('where else should i sell the acacia chopping board?', [
      ...channels.filter((channel) => ofProduct('Acacia Chopping Board', channel) === 0),
      'not a forecast',
    ]),
    ask('Kann ich den Bewertungen auf Etsy vertrauen?', [planted('Etsy').replace(' of ', ' von '), 'kein Urteil']),
  ];
  return Object.fromEntries(list.map((entry, index) => [`advice-${String(index + 1).padStart(2, '0')}`, () => entry]));
}

/** Pairs in five baskets or more and above chance, by the log-likelihood ratio of their two-by-two table. */
function countPairs(baskets) {
  const single = new Map();
  const both = new Map();
  for (const { items } of baskets) {
    const sorted = [...items].sort((a, b) => (a < b ? -1 : 1));
    for (const [index, a] of sorted.entries()) {
      single.set(a, (single.get(a) ?? 0) + 1);
      for (const b of sorted.slice(index + 1)) both.set(`${a}\n${b}`, (both.get(`${a}\n${b}`) ?? 0) + 1);
    }
  }
  const n = baskets.length;
  const part = (k, rows, columns) => (k === 0 ? 0 : k * Math.log((k * n) / (rows * columns)));
  return [...both]
    .map(([key, k]) => {
      const [a, b] = key.split('\n');
      const [x, y] = [single.get(a), single.get(b)];
      const g2 = 2 * (part(k, x, y) + part(x - k, x, n - y) + part(y - k, n - x, y) + part(n - x - y + k, n - x, n - y));
      return { a, b, both: k, lift: (k * n) / (x * y), g2 };
    })
    .filter(({ both: k, lift }) => k >= 5 && lift > 1)
    .sort((a, b) => b.g2 - a.g2);
}

/** The product most people bought in two orders or more. */
function countAgain(baskets) {
  const orders = new Map();
  for (const { order, items } of baskets)
    for (const item of items) orders.set(`${order.person}\n${item}`, (orders.get(`${order.person}\n${item}`) ?? 0) + 1);
  const people = new Map();
  for (const [key, times] of orders) {
    const item = key.split('\n')[1];
    if (times > 1) people.set(item, (people.get(item) ?? 0) + 1);
  }
  return [...people].sort(([, a], [, b]) => b - a)[0][0];
}
