import { describe, expect, it } from 'vitest';
import { createWordEmbedder } from './word-embedder';

const embedder = createWordEmbedder();
const vectorOf = async (text: string): Promise<number[]> => (await embedder.embed([text]))[0] ?? [];
const cosine = async (a: string, b: string): Promise<number> => {
  const [left, right] = await embedder.embed([a, b]);
  return (left ?? []).reduce((sum, value, at) => sum + value * (right?.[at] ?? 0), 0);
};

describe('the offline embedder', () => {
  it('gives every text a vector of one length, the same each time', async () => {
    const vectors = await embedder.embed(['The lid leaks', 'SKU-9931-XL', 'The lid leaks']);
    expect(vectors.map((vector) => vector.length)).toEqual([160, 160, 160]);
    expect(vectors[2]).toEqual(vectors[0]);
    for (const vector of vectors) expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
  });

  it('puts texts of one meaning above its floor and others below', async () => {
    for (const [a, b] of [
      ['arrived broken', 'It came cracked and damaged.'],
      ['late delivery', 'The delivery was delayed by a week'],
      ['too expensive', 'overpriced for what it is'],
    ] as const)
      expect(await cosine(a, b), `${a} / ${b}`).toBeGreaterThan(embedder.floor);
    for (const [a, b] of [
      ['quantum physics', 'The handle fits my hand'],
      ['football championship', 'It arrived broken'],
      ['python programming', 'Lovely scent, burns evenly'],
    ] as const)
      expect(await cosine(a, b), `${a} / ${b}`).toBeLessThan(embedder.floor);
  });

  it('understands common words of reviews in other languages', async () => {
    expect(await cosine('broken product', 'O produto veio quebrado')).toBeGreaterThan(embedder.floor);
    expect(await cosine('late delivery', 'A entrega está muito atrasada')).toBeGreaterThan(embedder.floor);
    expect(await cosine('fast delivery', 'Lieferung war sehr schnell')).toBeGreaterThan(embedder.floor);
    expect(await cosine('terrible quality', 'calidad pésima')).toBeGreaterThan(embedder.floor);
  });

  it('tells unknown words by their letters, and never mistakes them for a meaning', async () => {
    expect(await cosine('XK9931B', 'xk9931b')).toBeCloseTo(1, 3);
    expect(await cosine('XK9931B', 'XK9931C')).toBeGreaterThan(0.5);
    expect(Math.abs(await cosine('XK9931B', 'late delivery'))).toBe(0);
  });

  it('reads capitals, accents and plurals as one word', async () => {
    expect(await cosine('ÓTIMO', 'otimo')).toBeCloseTo(1, 3);
    expect(await cosine('earbuds', 'Earbud')).toBeGreaterThan(0.99);
  });

  it('has nothing to say about emoji, punctuation and the empty text', async () => {
    for (const text of ['', '😍👍', '... !!']) expect((await vectorOf(text)).every((value) => value === 0)).toBe(true);
  });

  it('reads a text of a hundred thousand characters in a moment', async () => {
    const started = performance.now();
    await vectorOf('the parcel was late '.repeat(5000));
    await vectorOf('x'.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});
