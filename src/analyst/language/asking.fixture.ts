import { decide, type Decision } from '@/analyst/frames/decide';
import type { Previous } from '@/analyst/frames/follow-up';
import type { Workspace } from '@/core/model/workspace';
import { LANGUAGES, languageOf } from './language-file';
import { buildLexicon } from './lexicon';

/** Look-ups of a workspace where words mean nothing but what the lexicon says. */
export const WITHOUT_SENSE = { conceptOf: async () => null, findByMeaning: async () => null };

/** A seller with Shopify's words. */
export const workspace: Workspace = {
  id: 'w',
  slug: 'w',
  name: 'W',
  profile: 'shopify',
  timeZone: 'UTC',
  currency: 'USD',
  locale: 'en-US',
  weekStart: 1,
  isDemo: false,
};
const VALUES = [
  { dimension: 'marketplace', value: 'shopify' },
  { dimension: 'marketplace', value: 'flipkart' },
  { dimension: 'category', value: 'toys' },
  { dimension: 'category', value: 'mugs' },
  { dimension: 'customerRegion', value: 'SP' },
  { dimension: 'customerRegion', value: 'RJ' },
  { dimension: 'customerCountry', value: 'DE' },
  { dimension: 'paymentMethod', value: 'credit_card' },
];
/** An answer in the thread. */
export const PREVIOUS: Previous = {
  query: { metrics: ['netSales'], dimensions: ['category'], limit: 5, period: { from: '2025-01-01', to: '2025-12-31' } },
  leaders: { category: ['toys', 'mugs'] },
};
export const [ENGLISH, ...OTHERS] = LANGUAGES;
const lexicons = new Map(LANGUAGES.map((file) => [file.language, buildLexicon(file, VALUES)]));

/** The decision on a question in a language, over a small shop. */
export function ask(question: string, language: string, previous?: Previous): Promise<Decision> {
  const lexicon = lexicons.get(language);
  if (!lexicon) throw new Error(`There is no language ${language}.`);
  return decide(question, {
    workspace,
    lexicon,
    thread: previous ? [previous] : [],
    time: { today: '2026-11-21', weekStart: 1, firstDay: '2024-05-03', lastDay: '2026-11-20' },
    find: async () => [],
    ...WITHOUT_SENSE,
  });
}

/** Values of a dimension, as a lexicon takes them. */
export const named = (dimension: string, ...values: string[]) => values.map((value) => ({ dimension, value }));

/** Asks in English over a shop that holds these values and sold from May 2016 to November 2018. */
export function askOver(values: readonly { dimension: string; value: string }[]): (question: string) => Promise<Decision> {
  const lexicon = buildLexicon(languageOf('en'), [...values]);
  return (question) =>
    decide(question, {
      workspace,
      lexicon,
      thread: [],
      time: { today: '2018-11-21', weekStart: 1, firstDay: '2016-05-03', lastDay: '2018-11-20' },
      find: async () => [],
      ...WITHOUT_SENSE,
    });
}

/** The first query of a decision, or the decision where it is none. */
export async function firstQuery(decision: Promise<Decision>) {
  const decided = await decision;
  return (decided.kind === 'query' ? decided.frames[0]?.query : undefined) ?? decided;
}
