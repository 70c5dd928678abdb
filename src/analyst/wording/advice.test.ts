import { describe, expect, it } from 'vitest';
import { workspace } from '@/analyst/language/asking.fixture';
import { languageOf } from '@/analyst/language/language-file';
import type { Row } from '@/core/artifact/artifact';
import { wordAdvice } from './advice';
import type { SeenOutput } from './seen';

const speaker = { language: languageOf('en'), locale: 'en-US', workspace };

/** The summary of one product as the tool gives it. */
function trustOf(row: Row): SeenOutput {
  const columns = ['name', 'marketplace', 'level', 'reviews', 'flagged', 'share', 'rating', 'ratingKept'].map((id) => ({
    id,
    label: id,
    unit: 'none' as const,
  }));
  const shown = { name: 'Mug', marketplace: 'Etsy', level: 'strong signs', reviews: 16, flagged: 16, share: 1, ...row };
  return { tables: [{ id: 't1', title: 'Trust', columns, rows: [shown], highlights: {}, totalRows: 1, complete: true }], gaps: [] };
}
const words = (row: Row): string => wordAdvice({ topic: 'trust', products: ['Mug'], marketplaces: [] }, trustOf(row), speaker).text;

describe('the rating without suspicious reviews', () => {
  it('is said where it would be another one', () => {
    expect(words({ rating: 4.5, ratingKept: 3.2 })).toContain(
      'Without them the rating would be [[t1/0/ratingKept]] instead of [[t1/0/rating]].',
    );
  });

  it.each([
    ['it is the same as shown', { rating: 4.313, ratingKept: 4.309 }],
    ['none is left', { rating: 5, ratingKept: null }],
  ])('is not said where %s', (_, row) => {
    expect(words(row)).not.toContain('Without them');
    expect(words(row)).toContain('Mug (Etsy): there are strong signs');
  });
});
