import { v5 as uuidv5 } from 'uuid';
import { beforeAll, expect, it } from 'vitest';
import { onEmbeddedDatabase, onEveryDatabase } from '~/tests/support/databases';
import { SETTINGS } from '~/tests/support/workspaces';
import { momentFromLocal } from '@/core/model/calendar';
import { emptyBatch, type ProductFact, type ReviewFact } from '@/core/model/facts';
import type { Embedder, TextFilter, TextIndex } from '@/core/ports';
import { indexTexts } from '@/services/retrieval/index-texts';
import { createWordEmbedder } from '@/services/retrieval/word-embedder';
import { connectDatabase, type Database } from './client';
import { ensureConnection } from './connections';
import { createTextIndex } from './text-index';
import { ensureWorkspace } from './workspaces';
import { writeFacts } from './write-facts';

const embedder = createWordEmbedder();
const everything: TextFilter = { kinds: ['product', 'category', 'review'] };

interface Shop {
  id: string;
  index: TextIndex;
  write(facts: { products?: ProductFact[]; reviews?: ReviewFact[] }): Promise<void>;
}

async function openShop(db: Database, slug: string): Promise<Shop> {
  const workspace = await ensureWorkspace(db, slug, { ...SETTINGS, name: slug });
  const connection = await ensureConnection(db, workspace.id, {
    marketplace: 'etsy',
    accountId: slug,
    name: slug,
    timeZone: 'UTC',
    currency: 'USD',
  });
  return {
    id: workspace.id,
    index: createTextIndex(db, workspace.id),
    write: async (facts) => {
      await writeFacts(db, { workspaceId: workspace.id, connection }, { ...emptyBatch(), ...facts });
    },
  };
}

const product = (title: string, description?: string): ProductFact => ({
  externalId: uuidv5(title, uuidv5.URL),
  title,
  ...(description === undefined ? {} : { description }),
});
const review = (externalId: string, body: string | null, score = 5): ReviewFact => ({
  externalId,
  score,
  ...(body === null ? {} : { body }),
  reviewed: momentFromLocal('2026-02-01T10:00:00', 'UTC'),
});

async function search(shop: Shop, text: string, of: Embedder = embedder, floor = of.floor): Promise<{ kind: string; text: string }[]> {
  const [embedding = []] = await of.embed([text]);
  const found = await shop.index.nearest({ model: of.model, embedding, floor, limit: 10 }, everything);
  return found.map((match) => ({ kind: match.kind, text: match.text }));
}

onEmbeddedDatabase('the text index', (get) => {
  it('finds what a text means, nearest first, and nothing below the floor', async () => {
    const shop = await openShop(get().db, 'meaning');
    await shop.write({
      reviews: [review('1', 'It arrived cracked and damaged.', 1), review('2', 'The scent is gentle and fills the room.')],
    });
    expect(await indexTexts(shop.index, embedder)).toEqual({ embedded: 2, removed: 0 });
    expect(await search(shop, 'came broken')).toEqual([{ kind: 'review', text: 'It arrived cracked and damaged.' }]);
    expect(await search(shop, 'quantum physics')).toEqual([]);
    expect(await search(shop, '😍')).toEqual([]);
  });

  it('never shows a text of another workspace, nor takes one', async () => {
    const mine = await openShop(get().db, 'index-mine');
    const theirs = await openShop(get().db, 'index-theirs');
    await theirs.write({ reviews: [review('1', 'The lid leaks badly.', 1)], products: [product('Leaking bucket')] });
    await mine.write({ reviews: [review('1', 'Soft cotton.')] });
    await indexTexts(theirs.index, embedder);
    await indexTexts(mine.index, embedder);
    expect(await search(mine, 'lid leaks', embedder, -1)).toEqual([{ kind: 'review', text: 'Soft cotton.' }]);
    const seen = await get().db.asWorkspace(mine.id, (tx) => tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM "TextChunk"`);
    expect(seen).toEqual([{ n: 1 }]);
    const write = get().db.asWorkspace(mine.id, (tx) =>
      tx.$executeRawUnsafe(
        `INSERT INTO "TextChunk" ("workspaceId", kind, "ownerId", chunk, text, "textHash", model, dimension) VALUES ($1::uuid, 'review', 'x', 0, 'x', 'x', 'x', 1)`,
        theirs.id,
      ),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it('embeds only what is new or changed, and forgets what is gone', async () => {
    const shop = await openShop(get().db, 'changes');
    await shop.write({ products: [product('Blue mug'), product('Red plate')], reviews: [review('1', 'Fine.'), review('2', null)] });
    expect((await indexTexts(shop.index, embedder)).embedded).toBe(3);
    expect(await indexTexts(shop.index, embedder)).toEqual({ embedded: 0, removed: 0 });
    await shop.write({ reviews: [review('1', 'The handle broke off.', 1)], products: [product('Green bowl')] });
    expect((await indexTexts(shop.index, embedder)).embedded).toBe(2);
    expect(await search(shop, 'handle broke')).toEqual([{ kind: 'review', text: 'The handle broke off.' }]);
    await get().db.asWorkspace(shop.id, (tx) => tx.$executeRaw`DELETE FROM "UnifiedProduct" WHERE title = 'Red plate'`);
    expect(await indexTexts(shop.index, embedder)).toEqual({ embedded: 0, removed: 1 });
    expect(await search(shop, 'red plate', embedder, 0.95)).toEqual([]);
  });

  it('embeds everything again for another model, and never compares vectors of two models', async () => {
    const shop = await openShop(get().db, 'models');
    await shop.write({ reviews: [review('1', 'Lovely scent.')] });
    await indexTexts(shop.index, embedder);
    const other: Embedder = { model: 'lengths', floor: 0.5, embed: async (texts) => texts.map((text) => [text.length, 1, 0]) };
    expect(await search(shop, 'Lovely scent.', other)).toEqual([]);
    expect((await indexTexts(shop.index, other)).embedded).toBe(1);
    expect(await search(shop, 'Lovely scent.', other)).toHaveLength(1);
    expect(await search(shop, 'Lovely scent.')).toEqual([]);
  });

  it('keeps long texts in parts, found by any of them, and the name of a product apart from its description', async () => {
    const shop = await openShop(get().db, 'long');
    const filler = 'The colour is rich on the table and the shape is elegant. '.repeat(1800);
    await shop.write({
      products: [product('Wireless earbuds', `Bluetooth, charging case. ${filler}`)],
      reviews: [review('1', `${'Nice plate for the kitchen. '.repeat(40)}The battery died after an hour.`), review('2', filler)],
    });
    await indexTexts(shop.index, embedder);
    expect(filler.length).toBeGreaterThan(100_000);
    expect((await search(shop, 'battery died'))[0]?.text).toMatch(/battery died/);
    expect((await search(shop, 'wireless earbuds'))[0]).toEqual({ kind: 'product', text: 'Wireless earbuds' });
    expect(await indexTexts(shop.index, embedder)).toEqual({ embedded: 0, removed: 0 });
  });

  it('takes texts of any script, emoji, and characters databases refuse', async () => {
    const shop = await openShop(get().db, 'scripts');
    const bodies = ['😍😍😍', 'とても良い商品です', 'O produto veio quebrado', 'half a pair \ud83d and a null \u0000 sign', '   \n  '];
    await shop.write({ reviews: bodies.map((body, at) => review(String(at), body)) });
    expect((await indexTexts(shop.index, embedder)).embedded).toBe(4);
    expect(await indexTexts(shop.index, embedder)).toEqual({ embedded: 0, removed: 0 });
    expect(await search(shop, 'broken product')).toEqual([{ kind: 'review', text: 'O produto veio quebrado' }]);
    expect((await search(shop, '商品です', embedder, 0.3))[0]?.text).toBe('とても良い商品です');
  });

  it('is filled once by two that fill it together', async () => {
    const shop = await openShop(get().db, 'together');
    await shop.write({ reviews: Array.from({ length: 60 }, (_, at) => review(String(at), `Review number ${at} about mugs`)) });
    const second = connectDatabase(get().url, 2);
    try {
      await Promise.all([indexTexts(shop.index, embedder), indexTexts(createTextIndex(second, shop.id), embedder)]);
    } finally {
      await second.close();
    }
    const rows = await get().db.asWorkspace(shop.id, (tx) => tx.$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM "TextChunk"`);
    expect(rows).toEqual([{ n: 60 }]);
  });
});

onEveryDatabase('where the server has no vector search', (get) => {
  let shop: Shop;
  beforeAll(async () => {
    shop = await openShop(get().db, 'availability');
  });

  it('the index says so, and filling it does nothing', async () => {
    expect(await shop.index.isAvailable()).toBe(get().hasVector || get().kind === 'DATABASE_URL');
    await shop.write({ reviews: [review('1', 'Fine.')] });
    expect((await indexTexts(shop.index, embedder)).embedded).toBe(get().hasVector ? 1 : 0);
  });
});
