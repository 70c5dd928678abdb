import { isAppError } from '@/core/errors';
import type { Embedder, Review, ReviewFilter, ReviewMatch, ReviewReader, ReviewSearch, TextIndex } from '@/core/ports';
import { TextVectorStore } from './text-vector-store';
import { wordVectors } from './word-vectors';
import { formsOf, wordsOf } from './words';

/** Reviews that are ranked, from each of the two ways to find them. */
const CANDIDATES = 200;
/** Words that say less than this ("the", "very") are not looked for. */
const LEAST_WEIGHT = 0.3;
/** Share of the words, by weight, a review must hold to be found by its words alone. */
const LEAST_SHARE = 0.6;
/** What all words of the question are worth against the cosine. */
const WORDS_BONUS = 0.3;
const EXCERPT = 240;

export interface ReviewSearchDeps {
  index: TextIndex;
  reviews: ReviewReader;
  embedder: Embedder;
  /** Brings the index up to date before it is searched. */
  prepare(): Promise<unknown>;
}

/** Search over the reviews of one workspace, by meaning and by words; by words alone where there are no vectors. */
export function createReviewSearch(deps: ReviewSearchDeps): ReviewSearch {
  return {
    search: async ({ text, filter, limit }) => {
      const searched = await deps.reviews.count(filter);
      if (text.trim() === '') {
        const newest = await deps.reviews.newest(filter, limit);
        return {
          matches: newest.map((review) => ({ ...review, similarity: null, excerpt: excerptAround(review.text, []) })),
          searched,
          by: 'words',
        };
      }
      const words = tellingWords(text);
      const near = await findNear(deps, text, filter);
      const held = await deps.reviews.withWords([...words.keys()].flatMap(formsOf), filter, CANDIDATES);
      const known = new Map(held.map((review) => [review.id, review]));
      for (const review of await deps.reviews.byIds([...(near?.keys() ?? [])].filter((id) => !known.has(id)))) known.set(review.id, review);
      const ranked = [...known.values()]
        .map((review) => rank(review, words, near?.get(review.id)))
        .filter(({ match, share }) => match.similarity !== null || share >= LEAST_SHARE)
        .sort((a, b) => b.worth - a.worth || (a.match.day < b.match.day ? 1 : -1));
      return { matches: ranked.slice(0, limit).map(({ match }) => match), searched, by: near ? 'meaning' : 'words' };
    },
  };
}

/** The best part of each near review; null where there are no vectors. */
async function findNear(
  { index, embedder, prepare }: ReviewSearchDeps,
  text: string,
  filter: ReviewFilter,
): Promise<Map<string, { similarity: number; excerpt: string }> | null> {
  if (!(await index.isAvailable())) return null;
  try {
    await prepare();
    const store = new TextVectorStore(index, embedder);
    const found = await store.similaritySearchWithScore(text, CANDIDATES, { kinds: ['review'], reviews: filter });
    const best = new Map<string, { similarity: number; excerpt: string }>();
    for (const [{ pageContent, metadata }, similarity] of found) {
      const { ownerId } = metadata as { ownerId: string };
      if (!best.has(ownerId)) best.set(ownerId, { similarity, excerpt: pageContent });
    }
    return best;
  } catch (error) {
    // An embedding model that does not answer must not hide the reviews that hold the very words.
    if (isAppError(error) && error.code === 'model_unavailable') return null;
    throw error;
  }
}

/** The words of a question that tell something, with how much they tell. All of them when none does. */
function tellingWords(text: string): Map<string, number> {
  const vectors = wordVectors();
  const all = new Map(wordsOf(text).map((word) => [word, vectors.find(word)?.weight ?? 1]));
  const telling = new Map([...all].filter(([, weight]) => weight >= LEAST_WEIGHT));
  return telling.size > 0 ? telling : all;
}

function rank(
  review: Review,
  words: ReadonlyMap<string, number>,
  near: { similarity: number; excerpt: string } | undefined,
): { match: ReviewMatch; share: number; worth: number } {
  const held = new Set(wordsOf(review.text).flatMap(formsOf));
  const isHeld = (word: string): boolean => formsOf(word).some((form) => held.has(form));
  let [sum, total] = [0, 0];
  for (const [word, weight] of words) {
    total += weight;
    if (isHeld(word)) sum += weight;
  }
  const share = total === 0 ? 0 : sum / total;
  const similarity = near?.similarity ?? null;
  const excerpt = near?.excerpt ?? excerptAround(review.text, [...words.keys()].filter(isHeld));
  // All the words come first, whatever the cosine says; it is never above one.
  const worth = (share > 0.999 ? 2 : 0) + (similarity ?? 0) + WORDS_BONUS * share;
  return { match: { ...review, similarity, excerpt }, share, worth };
}

/** The sentence or so that holds one of the words. */
function excerptAround(text: string, words: readonly string[]): string {
  if (text.length <= EXCERPT) return text;
  const folded = text.toLowerCase();
  const at = Math.max(0, Math.min(...words.map((word) => folded.indexOf(word)).filter((place) => place >= 0), text.length));
  const start = at === text.length ? 0 : Math.max(0, at - EXCERPT / 3);
  return `${start > 0 ? '…' : ''}${text.slice(start, start + EXCERPT)}${start + EXCERPT < text.length ? '…' : ''}`;
}
