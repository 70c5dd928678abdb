import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { DIMENSIONS } from '@/core/dimensions/registry';
import { METRICS } from '@/core/metrics/registry';
import { MEANINGLESS, MEANT } from './concepts.fixture';
import { createConceptFinder } from './find-concepts';

const english = JSON.parse(readFileSync(path.resolve('prompts/lexicon/en.json'), 'utf8')) as { missing: { say: string[] }[] };
const notMeasured = english.missing.flatMap(({ say }) => say);
const finder = createConceptFinder(notMeasured);

describe('words nobody registered', () => {
  it('are labelled words, not registered names', () => {
    const names = new Set(
      [...METRICS, ...DIMENSIONS].flatMap(({ title, synonyms }) => [title, ...synonyms].map((name) => name.toLowerCase())),
    );
    expect(Object.keys(MEANT).filter((words) => names.has(words))).toEqual([]);
  });

  it('stand for the right concept nineteen times of twenty, when they are answered at all', async () => {
    const mistakes: string[] = [];
    let right = 0;
    for (const words of [...Object.keys(MEANT), ...MEANINGLESS]) {
      const [best] = await finder.nearest(words, 3);
      if (best && MEANT[words]?.includes(best.id)) right += 1;
      else if (best) mistakes.push(`${words} -> ${best.id} (${best.phrase})`);
    }
    // 90 right and 3 wrong of 194 words with a meaning and 188 without when this was written.
    expect(right / (right + mistakes.length), mistakes.join('; ')).toBeGreaterThanOrEqual(0.95);
    expect(right / Object.keys(MEANT).length).toBeGreaterThanOrEqual(0.4);
  });

  it('that are near to what is not measured stand for nothing', async () => {
    expect(await finder.nearest('profitability', 3)).toEqual([]);
    expect(await finder.nearest('website visitors', 3)).toEqual([]);
  });

  it('do not stand for their opposite', async () => {
    expect(await finder.nearest('positive reviews', 3)).toEqual([]);
    expect((await finder.nearest('refund total', 3))[0]?.id).toBe('returns');
    expect((await finder.nearest('refund ratio', 3))[0]?.id).toBe('returnRateValue');
  });

  it('come with the registered name they are near to, best first, one a concept', async () => {
    const found = await finder.nearest('consumers', 5);
    expect(found[0]).toMatchObject({ kind: 'metric', id: 'customers', phrase: 'customers' });
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
  });

  it('without letters, in another script or of great length stand for nothing', async () => {
    for (const words of ['', '?!', '😍', '売上', 'x'.repeat(100_000), 'the of and']) expect(await finder.nearest(words, 3)).toEqual([]);
  });
});
