import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, expect, it } from 'vitest';
import { settleAfterLoad } from '@/store/after-load';
import type { Database } from '@/store/client';
import { listConnections } from '@/store/connections';
import { findWorkspace } from '@/store/workspaces';
import { onEveryDatabase } from '~/tests/support/databases';
import { registerImport } from './import';

const folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-cli-'));
const fixtures = path.resolve('src/connectors/files');
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => {
  process.exitCode = 0;
});

interface Run {
  out: string;
  err: string;
  exitCode: number;
}

async function shopiq(db: Database, ...args: string[]): Promise<Run> {
  const run: Run = { out: '', err: '', exitCode: 0 };
  const program = new Command().exitOverride();
  const clock = { now: () => new Date('2026-05-01T00:00:00Z') };
  registerImport(program, async () => ({ db, clock, settle: (workspaceId) => settleAfterLoad(db, workspaceId) }), {
    out: (text) => (run.out += text),
    err: (text) => (run.err += text),
    isScreen: false,
  });
  process.exitCode = 0;
  await program.parseAsync(['node', 'shopiq', 'import', ...args, '--rejects', path.join(folder, 'rejects.csv')]);
  run.exitCode = Number(process.exitCode);
  return run;
}

onEveryDatabase('shopiq import', (get) => {
  it('creates the workspace, loads a folder, and changes nothing on a repeat', async () => {
    const { db } = get();
    const source = path.join(fixtures, 'olist/fixtures');
    const first = await shopiq(db, 'olist', source, '--workspace', 'olist-shop', '--json');
    expect(JSON.parse(first.out)).toMatchObject({
      status: 'imported',
      workspace: 'olist-shop',
      rejected: 4,
      orders: 3,
      changes: { orders: 3, items: 4, payments: 2, shipments: 3, reviews: 2, products: 3, customers: 3, ledgerEntries: 9, reversals: 0 },
    });
    expect(first.exitCode).toBe(0);
    const workspace = await findWorkspace(db, 'olist-shop');
    expect(workspace).toMatchObject({ profile: 'validOrders', currency: 'BRL', timeZone: 'UTC', locale: 'en-US' });
    const [connection] = await listConnections(db, workspace?.id ?? '');
    expect(connection).toMatchObject({ marketplace: 'olist', accountId: 'olist', lastSyncAt: new Date('2026-05-01T00:00:00Z') });
    const again = JSON.parse((await shopiq(db, 'olist', source, '--workspace', 'olist-shop', '--json')).out) as {
      changes: Record<string, number>;
    };
    expect(Object.values(again.changes).every((count) => count === 0)).toBe(true);
  });

  it('tells a person what was loaded, left out and noted', async () => {
    const { db } = get();
    const { out, exitCode } = await shopiq(db, 'shopify-orders', path.join(fixtures, 'shopify-orders/fixtures/orders_export.csv'));
    expect(out).toMatch(/Read 9 rows of 1 file in .* into the workspace "shopify"\./);
    expect(out).toContain('5 orders, 6 lines');
    expect(out).toContain('3 rows could not be read and were left out');
    expect(readFileSync(path.join(folder, 'rejects.csv'), 'utf8')).toContain('order #2000 was left out with all its lines');
    expect(exitCode).toBe(0);
  });

  it('books a later export of the same orders as corrections', async () => {
    const { db } = get();
    const header = 'Name,Created at,Currency,Total,Lineitem quantity,Lineitem name,Lineitem price,Refunded Amount';
    const file = path.join(folder, 'later.csv');
    writeFileSync(file, `${header}\n#1,2026-01-05 10:00:00 -0500,USD,20.00,2,Cup,10.00,0.00\n`);
    await shopiq(db, 'shopify-orders', file, '--workspace', 'later');
    writeFileSync(file, `${header}\n#1,2026-01-05 10:00:00 -0500,USD,15.00,1,Cup,15.00,15.00\n`);
    const run = JSON.parse((await shopiq(db, 'shopify-orders', file, '--workspace', 'later', '--json')).out) as {
      changes: Record<string, number>;
    };
    expect(run.changes).toMatchObject({ orders: 1, items: 1, ledgerEntries: 2, reversals: 1 });
    const workspace = await findWorkspace(db, 'later');
    const sums = await db.asWorkspace(workspace?.id ?? '', (tx) =>
      tx.ledgerEntry.groupBy({ by: ['kind'], _sum: { amountMinor: true, quantity: true }, orderBy: { kind: 'asc' } }),
    );
    expect(sums.map((row) => [row.kind, row._sum.amountMinor, row._sum.quantity])).toEqual([
      ['SALE', 1_500n, 1],
      ['RETURN', -1_500n, -1],
    ]);
  });

  it('reads a free CSV by a mapping file, and joins the products of two Shopify exports', async () => {
    const { db } = get();
    const mapping = path.join(folder, 'mapping.json');
    writeFileSync(
      mapping,
      JSON.stringify({
        orderId: 'Order No',
        orderedAt: 'Order Date',
        unitPrice: 'Unit Price',
        quantity: 'Qty',
        sku: 'SKU',
        productTitle: 'Product Name',
      }),
    );
    const free = await shopiq(
      db,
      'generic-csv',
      path.join(fixtures, 'generic-csv/fixtures/sales.csv'),
      '--mapping',
      mapping,
      '--currency',
      'eur',
      '--json',
    );
    expect(JSON.parse(free.out)).toMatchObject({ workspace: 'csv', orders: 4, rejected: 1, mapping: { orderId: 'Order No' } });
    await shopiq(db, 'shopify-orders', path.join(fixtures, 'shopify-orders/fixtures/orders_export.csv'), '-w', 'both');
    await shopiq(db, 'shopify-products', path.join(fixtures, 'shopify-products/fixtures/products_export.csv'), '-w', 'both');
    const workspace = await findWorkspace(db, 'both');
    const mug = await db.asWorkspace(workspace?.id ?? '', (tx) =>
      tx.unifiedProduct.findMany({ where: { sku: 'MUG-B-L' }, select: { title: true, costMinor: true } }),
    );
    expect(mug).toEqual([{ title: 'Blue Mug - Large', costMinor: 825n }]);
  });

  it('says how a format is read without opening anything', async () => {
    const program = new Command().exitOverride();
    let out = '';
    const terminal = { out: (text: string) => (out += text), err: () => {}, isScreen: false };
    registerImport(program, () => Promise.reject(new Error('must not open')), terminal);
    await program.parseAsync(['node', 'shopiq', 'import', 'generic-csv', '--explain']);
    expect(out).toContain('orderId (needed): Number of the order');
    await program.parseAsync(['node', 'shopiq', 'import', 'olist', '--explain']);
    expect(out).toContain('customers: customer_id, customer_unique_id, customer_city, customer_state');
  });

  it('ends with exit code 1 and the remedy when it fails', async () => {
    const { db } = get();
    const unknown = await shopiq(db, 'excel', 'x.xlsx');
    expect(unknown).toMatchObject({ exitCode: 1, out: '' });
    expect(unknown.err).toContain('Choose one of: shopify-orders');
    const missing = await shopiq(db, 'olist', path.join(folder, 'nowhere'), '--json');
    expect(missing.exitCode).toBe(1);
    expect(JSON.parse(missing.out)).toMatchObject({ status: 'error', code: 'not_found', field: 'path' });
    expect(await findWorkspace(db, 'nowhere')).toBeNull();
  });
});
