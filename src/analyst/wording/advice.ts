import type { AdviceWish } from '@/analyst/frames/advice';
import type { Row } from '@/core/artifact/artifact';
import { cellReference } from '@/core/artifact/prose';
import { ALL_REVIEWS, LEVEL_TITLES, SIGNAL_TITLES, VERDICT_TITLES } from '@/core/trust/report';
import type { Speaker, Spoken } from './decisions';
import { wordRefusal } from './notes';
import { listed, say } from './say';
import type { SeenOutput, SeenTable } from './seen';
import { wordListing } from './listing';

/** Said aloud; the table shows the rest. */
const SIGNS = 3;
const PRODUCTS = 3;
const QUOTED = 2;
const ITEMS = 3;

/** Advice in words: what was found, how sure that is, and what it is not. */
export function wordAdvice(wish: AdviceWish, output: SeenOutput | undefined, speaker: Speaker): Spoken {
  if (!output || output.refusal || output.tables.length === 0) return refused(wish, output, speaker);
  switch (wish.topic) {
    case 'trust':
      return wordTrust(wish, output, speaker);
    case 'listing':
      return wordListing(wish, output, speaker);
    case 'together':
      return wordTogether(wish, output, speaker);
    case 'model':
      return wordModel(output, speaker);
    case 'similar':
    case 'basket':
    case 'customer':
    case 'everyone':
    case 'trending':
    case 'buyAgain':
      return wordSuggestions(wish, output, speaker);
  }
}

const answer = (text: string, followUps: string[]): Spoken => ({ kind: 'answer', text, followUps, options: [] });

function refused({ topic, products }: AdviceWish, output: SeenOutput | undefined, speaker: Speaker): Spoken {
  const { language } = speaker;
  const isNothing = output?.refusal?.code === 'no_data';
  const text =
    isNothing && topic === 'trust'
      ? say(language, 'trust.none')
      : isNothing && topic === 'together'
        ? say(language, products.length > 0 ? 'together.noneOf' : 'together.none', { product: products.join(', ') })
        : output?.refusal
          ? wordRefusal(output.refusal, speaker)
          : say(language, 'noData');
  return { kind: 'refusal', text, followUps: [say(language, 'ask.topProducts')], options: [] };
}

const LEVEL_IDS: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(LEVEL_TITLES).map(([id, title]) => [title, id]));
const SIGN_IDS: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(SIGNAL_TITLES).map(([id, title]) => [title, id]));

function wordTrust({ show }: AdviceWish, { tables }: SeenOutput, speaker: Speaker): Spoken {
  const { language } = speaker;
  const [summary] = tables;
  const flagged = tableWith(tables, 'why');
  const followUps = [say(language, 'ask.flagged'), say(language, 'ask.badReviews')];
  if (!summary) return answer(say(language, 'trust.none'), followUps);
  if (show === 'flagged') return answer([...flaggedWords(summary, flagged, speaker), say(language, 'trust.hint')].join(' '), followUps);
  if (show === 'products' || show === 'marketplaces')
    return answer([groupWords(summary, speaker), say(language, 'trust.hint')].join(' '), followUps);
  const first = summary.rows[0] ?? {};
  const level = LEVEL_IDS[String(first['level'])] ?? 'notEnough';
  const cell = (column: string): string => cellReference(summary.id, 0, column);
  const text = say(language, `trust.${level}`, {
    what: named(first, speaker),
    flagged: cell('flagged'),
    reviews: cell('reviews'),
    share: cell('share'),
  });
  // Where all are suspicious, no rating is left to speak of.
  const kept = inStars(first['ratingKept']);
  const isMoved = level !== 'notEnough' && kept !== '' && kept !== inStars(first['rating']);
  const without = isMoved ? [say(language, 'trust.without', { rating: cell('rating'), kept: cell('ratingKept') })] : [];
  const products = tables.find((table) => table.id !== summary.id && table.columns.some(({ id }) => id === 'level'));
  const signs = signWords(tableWith(tables, 'sign'), speaker);
  const parts = [
    text,
    ...without,
    ...(signs === '' ? [] : [say(language, 'trust.signs', { signs })]),
    ...(products ? [groupWords(products, speaker)] : []),
    say(language, 'trust.hint'),
  ];
  return answer(parts.join(' '), followUps);
}

/** As exact as ratings are shown. */
const inStars = (rating: unknown): string => (typeof rating === 'number' ? rating.toFixed(2) : '');

/** What a row is about: all reviews, a marketplace, or a product on its marketplace. */
function named({ name, marketplace }: Row, { language }: Speaker): string {
  if (name === ALL_REVIEWS) return say(language, 'trust.all');
  return marketplace === undefined ? String(name) : say(language, 'trust.at', { name: String(name), marketplace: String(marketplace) });
}

const tableWith = (tables: readonly SeenTable[], column: string): SeenTable | undefined =>
  tables.find(({ columns }) => columns.some(({ id }) => id === column));

function signWords(table: SeenTable | undefined, { language }: Speaker): string {
  const found = (table?.rows ?? []).filter(({ finding }) => finding === VERDICT_TITLES.fail || finding === VERDICT_TITLES.warn);
  const named = found.flatMap(({ sign }) => SIGN_IDS[String(sign)] ?? []).slice(0, SIGNS);
  return named.length === 0
    ? ''
    : listed(
        named.map((id) => say(language, `trust.sign.${id}`)),
        language,
      );
}

function flaggedWords(summary: SeenTable, flagged: SeenTable | undefined, { language }: Speaker): string[] {
  const reviews = cellReference(summary.id, 0, 'reviews');
  if (!flagged || flagged.rows.length === 0) return [say(language, 'trust.noneFlagged', { reviews })];
  const quotes = flagged.rows
    .slice(0, QUOTED)
    .map((_, row) =>
      say(language, 'reviews.quote', { review: cellReference(flagged.id, row, 'review'), score: cellReference(flagged.id, row, 'score') }),
    );
  return [say(language, 'trust.flagged', { reviews, flagged: cellReference(summary.id, 0, 'flagged'), quotes: quotes.join('; ') })];
}

/** The most conspicuous products or marketplaces, with how many of their reviews look suspicious. */
function groupWords(table: SeenTable, speaker: Speaker): string {
  const { language } = speaker;
  const standing = table.rows.flatMap((row, index) =>
    Number(row['flagged'] ?? 0) > 0 && row['level'] !== LEVEL_TITLES.clear ? [{ row, index }] : [],
  );
  if (standing.length === 0) return say(language, 'trust.noProducts');
  const names = standing.slice(0, PRODUCTS).map(({ row, index }) =>
    say(language, 'trust.product', {
      name: named(row, speaker),
      flagged: cellReference(table.id, index, 'flagged'),
      reviews: cellReference(table.id, index, 'reviews'),
    }),
  );
  return say(language, 'trust.products', { names: listed(names, language) });
}

function wordTogether({ products }: AdviceWish, { tables }: SeenOutput, speaker: Speaker): Spoken {
  const { language } = speaker;
  const [table] = tables;
  const [first, ...others] = table?.rows ?? [];
  if (!table || !first) return answer(say(language, 'together.none'), []);
  const isOf = products.length > 0;
  const text = say(language, isOf ? 'together.of' : 'together.pair', {
    first: String(first['product']),
    second: String(first['together']),
    product: String(first['product']),
    orders: cellReference(table.id, 0, 'orders'),
    lift: cellReference(table.id, 0, 'lift'),
  });
  const more = others
    .slice(0, ITEMS - 1)
    .map((row) => (isOf ? String(row['together']) : `${String(row['product'])} + ${String(row['together'])}`));
  return answer([text, ...(more.length > 0 ? [say(language, 'together.more', { items: listed(more, language) })] : [])].join(' '), [
    say(language, 'ask.trending'),
  ]);
}

function wordSuggestions({ topic, products, customer }: AdviceWish, { tables }: SeenOutput, speaker: Speaker): Spoken {
  const { language } = speaker;
  const [table, standing] = tables;
  const rows = table?.rows ?? [];
  const items = listed(
    rows.slice(0, ITEMS).map(({ product }) => String(product)),
    language,
  );
  const key = topic === 'buyAgain' && customer !== undefined ? 'recommend.buyAgainOf' : `recommend.${topic}`;
  const because = typeof rows[0]?.['because'] === 'string' && topic === 'customer' ? String(rows[0]['because']).split('; ') : [];
  const verdict = verdictWords(String(standing?.rows[0]?.['verdict'] ?? ''), speaker);
  const text = [
    say(language, key, { items, products: listed(products, language), customer: customer ?? '' }),
    ...(because.length > 0 ? [say(language, 'recommend.because', { because: listed(because, language) })] : []),
    ...(verdict === '' ? [] : [verdict]),
  ].join(' ');
  return answer(text, [say(language, 'ask.together'), say(language, 'ask.trending')]);
}

function verdictWords(verdict: string, { language }: Speaker): string {
  switch (verdict) {
    case 'betterThanPopularity':
      return say(language, 'recommend.better');
    case 'noBetterThanPopularity':
      return say(language, 'recommend.noBetter');
    case 'notEnoughData':
      return say(language, 'recommend.tooFew');
    default:
      return '';
  }
}

function wordModel({ tables }: SeenOutput, speaker: Speaker): Spoken {
  const { language } = speaker;
  const [learned, measured] = tables;
  const forNew = measured?.rows.find(({ purpose }) => purpose === 'New to the customer');
  return answer(
    say(language, 'recommend.model', {
      version: learned ? cellReference(learned.id, 0, 'version') : '',
      orders: learned ? cellReference(learned.id, 0, 'orders') : '',
      verdict: verdictWords(String(forNew?.['verdict'] ?? ''), speaker),
    }),
    [say(language, 'ask.together')],
  );
}
