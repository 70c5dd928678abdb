import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '@/core/math/random';
import { readEvents } from './events';
import { modelCardSchema, type ModelCard } from './model-card';
import { readModel, writeModel, type StoredModel } from './model-file';
import { openRecommender } from './open-recommender';
import { generateShop, SHOP_END } from './small-shops.fixture';
import { trainModel } from './train-model';

interface Trained {
  card: ModelCard;
  bytes: Uint8Array;
}

/** Items whose numbers leave the same rest are of one taste; their vectors say so. */
function train(options: { customers?: number; withVectors?: boolean } = {}): Trained {
  const { log, dropped } = readEvents(generateShop({ seed: 4, taste: 0.9, customers: options.customers ?? 150 }));
  const random = seededRandom(2);
  const tasteOf = (item: string): number => Number(item.slice(1)) % 8;
  return trainModel(log, {
    now: SHOP_END,
    seed: 2,
    random,
    dropped,
    easeLimit: 5_000,
    training: { random },
    vectors: log.items.map((item) => {
      // The last ten items have no text.
      if (!options.withVectors || Number(item.slice(1)) >= 70) return undefined;
      return new Float32Array(8).fill(0.5).fill(1, tasteOf(item), tasteOf(item) + 1);
    }),
    categories: log.items.map((item) => (options.withVectors ? `taste ${tasteOf(item)}` : undefined)),
  });
}

const trained = train();
const opened = openRecommender(trained.bytes, trained.card);
const young = train({ customers: 20, withVectors: true });
const few = openRecommender(young.bytes, young.card);
const history = [
  { item: 'i1', at: SHOP_END - 1, count: 3 },
  { item: 'i9', at: SHOP_END - 2, count: 1 },
];
const taste = (item: string): number => Number(item.slice(1)) % 8;

describe('a trained model', () => {
  it('comes with a card that says what it was chosen for', () => {
    expect(modelCardSchema.parse(JSON.parse(JSON.stringify(trained.card)))).toEqual(trained.card);
    expect(trained.card.bytes).toBe(trained.bytes.length);
    expect(trained.card.purposes.newItems.measured.map(({ method }) => method)).toContain('recentPopularity');
  });

  it('is the same for the same purchases and seed', () => {
    expect(train({ customers: 20, withVectors: true })).toEqual(young);
  });

  it('recommends what a customer has not bought, and says why', () => {
    const list = opened.forCustomer(history, 5);
    expect(list).toHaveLength(5);
    expect(list.map(({ item }) => item)).not.toContain('i1');
    expect(list.filter(({ item }) => taste(item) === 1).length).toBeGreaterThanOrEqual(3);
    expect(['i1', 'i9']).toContain(list[0]?.because[0]?.item);
    expect(list[0]?.method).toBe(trained.card.purposes.newItems.chosen.method);
  });

  it('recommends to buy again what was bought', () => {
    expect(opened.buyAgain(history, 2).map(({ item }) => item)).toContain('i1');
  });

  it('recommends what everyone buys to strangers, and says that by the method', () => {
    for (const stranger of [[], [{ item: 'never heard of', at: 0, count: 1 }]]) {
      const list = opened.forCustomer(stranger, 3);
      expect(list.map(({ method, because }) => ({ method, because }))).toEqual(Array(3).fill({ method: 'recentPopularity', because: [] }));
    }
  });

  it('fills up a list its method cannot fill, without naming an item twice', () => {
    const list = few.similarTo('i1', 75);
    expect(new Set(list.map(({ item }) => item)).size).toBe(list.length);
    expect([...new Set(list.map(({ method }) => method))]).toEqual(['content', 'recentWithContent']);
  });

  it('leaves out what is excluded', () => {
    const [first] = opened.forBasket(['i1'], 1);
    expect(opened.forBasket(['i1'], 1, { exclude: [first?.item ?? ''] })[0]?.item).not.toBe(first?.item);
    const [hot] = opened.trending(1);
    expect(opened.trending(2, { exclude: [hot?.item ?? ''] }).map(({ item }) => item)).not.toContain(hot?.item);
  });

  it('names pairs with the item asked for first, best first', () => {
    const pairs = opened.boughtTogether('i1', 3);
    expect(pairs.map(({ a }) => a)).toEqual(['i1', 'i1', 'i1']);
    expect(pairs.every(({ lift, nAB, confidence, nA }) => lift > 1 && nAB >= 5 && confidence === nAB / nA)).toBe(true);
    expect(pairs[0]?.g2).toBeGreaterThanOrEqual(pairs[1]?.g2 ?? 0);
    expect(opened.boughtTogether(null, 1)[0]?.baskets).toBe(1_200);
    expect(opened.boughtTogether('never heard of', 3)).toEqual([]);
  });
});

describe('a shop with texts and few customers', () => {
  it('says that it does not know enough, and recommends what is alike', () => {
    expect(young.card.purposes.similarItems.verdict).toBe('notEnoughData');
    const similar = few.similarTo('i1', 4);
    expect(similar.map(({ item, method }) => [taste(item), method])).toEqual(Array(4).fill([1, 'content']));
    expect(similar[0]?.because[0]?.item).toBe('i1');
  });

  it('moves popularity towards what is alike where customers bought hardly anything', () => {
    const card = structuredClone(young.card);
    card.data.itemsPerCustomer = 3;
    const alikeOf = (list: { item: string }[]): number => list.filter(({ item }) => taste(item) === 1).length;
    const list = openRecommender(young.bytes, card).forCustomer(history, 8);
    expect(list.every(({ method }) => method === 'recentWithContent')).toBe(true);
    expect(alikeOf(list)).toBeGreaterThan(alikeOf(few.forCustomer(history, 8)));
  });

  it('breaks up one category when asked to', () => {
    const categories = (diverse: boolean): number => new Set(few.similarTo('i1', 8, { diverse }).map(({ item }) => taste(item))).size;
    expect(categories(true)).toBeGreaterThan(categories(false));
  });
});

describe('the model file', () => {
  const stored = readModel(trained.bytes);

  it('is read wherever it stands in a larger buffer', () => {
    const larger = new Uint8Array(trained.bytes.length + 3);
    larger.set(trained.bytes, 3);
    expect(readModel(larger.subarray(3))).toEqual(stored);
  });

  it('refuses what is cut short, changed, older, or something else', () => {
    const changed = (place: number): Uint8Array => {
      const copy = trained.bytes.slice();
      copy[place] = (copy[place] ?? 0) ^ 1;
      return copy;
    };
    expect(() => readModel(trained.bytes.subarray(0, -1))).toThrow(/cut short/);
    expect(() => readModel(new Uint8Array(5))).toThrow(/cut short/);
    expect(() => readModel(changed(0))).toThrow(/no recommendation model/);
    expect(() => readModel(changed(4))).toThrow(/has format 0; this version reads 1/);
    for (const place of [16, 30, trained.bytes.length - 9]) expect(() => readModel(changed(place))).toThrow(/was changed/);
  });

  it('gives back what was written', () => {
    const float = fc.float({ noNaN: true });
    const model = fc
      .record({
        items: fc.uniqueArray(fc.string(), { maxLength: 6 }),
        values: fc.array(float, { minLength: 36, maxLength: 36 }),
        pairs: fc.array(fc.nat(5), { maxLength: 4 }),
      })
      .map(({ items, values, pairs }): StoredModel => {
        const n = items.length;
        const weights = {
          rows: n,
          columns: n,
          start: Int32Array.from({ length: n + 1 }, (_, row) => row),
          column: Int32Array.from({ length: n }, (_, row) => (row * 5) % Math.max(1, n)),
          value: Float32Array.from(values.slice(0, n)),
        };
        const factors = { items: Float32Array.from(values.slice(0, 2 * n)), factors: 2, lambda: 0.1, alpha: 4 };
        return {
          items,
          categories: items.map((item) => `of ${item}`),
          parts: new Map([
            ['a', { kind: 'scores', scores: Float64Array.from(values.slice(0, n)) }],
            ['b', { kind: 'weights', weights }],
            ['c', { kind: 'factors', model: factors }],
            ['d', { kind: 'nothing' }],
          ]),
          baskets: 7,
          basketsOf: Int32Array.from(items, (_, item) => item),
          pairs: Int32Array.from(pairs.flatMap((a) => [a, a + 1, 5])),
        };
      });
    fc.assert(
      fc.property(model, (each) => {
        expect(readModel(writeModel(each))).toEqual(each);
      }),
    );
  });
});

it('does not open a model with the card of another', () => {
  const card = structuredClone(trained.card);
  card.purposes.newItems.chosen = { method: 'trending', parts: [{ spec: { kind: 'trending', halfLifeDays: 3 }, weight: 1 }] };
  expect(() => openRecommender(trained.bytes, card).forCustomer(history, 3)).toThrow(/do not belong together/);
});
