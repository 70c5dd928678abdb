import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { getFileFormatOrThrow } from '@/connectors/files/registry';
import type { FactBatch, WriteSummary } from '@/core/model/facts';
import { importFiles, type ImportPorts, type ImportReport, type ImportTarget } from './import-files';

const folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-import-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOTHING: WriteSummary = {
  products: 0,
  customers: 0,
  orders: 0,
  items: 0,
  ledgerEntries: 0,
  reversals: 0,
  payments: 0,
  shipments: 0,
  reviews: 0,
  inventoryLevels: 0,
};
const HEADER = 'Order ID,Date,SKU,Product Name,Qty,Unit Price,Country';

class Collector implements ImportPorts {
  readonly batches: FactBatch[] = [];
  target: ImportTarget | null = null;
  failAt = Number.POSITIVE_INFINITY;

  async openTarget(target: ImportTarget) {
    this.target = target;
    return {
      write: async (batch: FactBatch) => {
        if (this.batches.length >= this.failAt) throw new Error('the disk is full');
        this.batches.push(batch);
        return { ...NOTHING, orders: batch.orders.length };
      },
    };
  }

  get orders() {
    return this.batches.flatMap((batch) => batch.orders);
  }
}

let files = 0;
function fileOf(content: string | Buffer, name = `sales-${(files += 1)}.csv`): string {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  return file;
}

async function load(
  target: string,
  change: { format?: string; mapping?: Record<string, string>; timeZone?: string; currency?: string } = {},
): Promise<Collector & { report: ImportReport }> {
  const { format = 'generic-csv', ...rest } = change;
  const collector = new Collector();
  const report = await importFiles(
    { format: getFileFormatOrThrow(format), path: target, rejectsPath: path.join(folder, 'rejects.csv'), ...rest },
    collector,
  );
  return Object.assign(collector, { report });
}

describe('importFiles', () => {
  it.each([
    ['commas', `${HEADER}\n1,2026-01-05,A,"Jar, ""tall""\nwith lid",2,1.50,DE\n`],
    ['a byte order mark and Windows line ends', `\ufeff${HEADER}\r\n1,2026-01-05,A,"Jar, ""tall""\nwith lid",2,1.50,DE\r\n`],
    ['semicolons and decimal commas', `${HEADER.replaceAll(',', ';')}\n1;05.01.2026;A;"Jar, ""tall""\nwith lid";2;1,50;DE\n`],
    ['tabs', `${HEADER.replaceAll(',', '\t')}\n1\t2026-01-05\tA\t"Jar, ""tall""\nwith lid"\t2\t1.50\tDE\n`],
    ['no line end at the end', `${HEADER}\n1,2026-01-05,A,"Jar, ""tall""\nwith lid",2,1.50,DE`],
    ['empty lines and trailing delimiters', `\n${HEADER},\n\n1,2026-01-05,A,"Jar, ""tall""\nwith lid",2,1.50,DE,\n\n`],
  ])('reads a file with %s', async (_what, content) => {
    const { orders, report } = await load(fileOf(content));
    expect(report).toMatchObject({ rowsRead: 1, rejected: 0, rejectsPath: null });
    expect(orders).toMatchObject([
      {
        externalId: '1',
        ordered: { local: '2026-01-05T00:00:00' },
        items: [{ title: 'Jar, "tall"\nwith lid' }],
        ledger: [{ amountMinor: 300n, quantity: 2 }],
      },
    ]);
  });

  it('reads gzip by its content, whatever the name', async () => {
    const { orders } = await load(fileOf(gzipSync(`${HEADER}\n1,2026-01-05,A,Jar,2,1.50,DE\n`)));
    expect(orders).toHaveLength(1);
  });

  it('reads UTF-16 and Windows-1252, telling about the guess', async () => {
    const text = `${HEADER}\n1,2026-01-05,A,Käse,2,1.50,DE\n`;
    expect((await load(fileOf(Buffer.from(`\ufeff${text}`, 'utf16le')))).orders[0]?.items[0]?.title).toBe('Käse');
    const western = await load(fileOf(Buffer.from(text, 'latin1')));
    expect(western.orders[0]?.items[0]?.title).toBe('Käse');
    expect(western.report.notes[0]?.text).toContain('it was read as Windows-1252');
  });

  it('dates local times in the given zone and opens the target with the given currency', async () => {
    const { orders, target } = await load(fileOf(`${HEADER}\n1,2026-01-05 23:00,A,Jar,2,1.50,DE\n`), {
      timeZone: 'America/Los_Angeles',
      currency: 'CAD',
    });
    expect(orders[0]?.ordered.at.toISOString()).toBe('2026-01-06T07:00:00.000Z');
    expect(target).toMatchObject({ marketplace: 'csv', accountId: 'csv', timeZone: 'America/Los_Angeles', currency: 'CAD' });
  });

  it('takes the currency of the shop from the orders', async () => {
    const { target } = await load(
      fileOf(
        'Name,Created at,Currency,Total,Lineitem quantity,Lineitem name,Lineitem price\n#1,2026-01-05 10:00:00 +0530,INR,90.00,1,Cup,90.00\n',
      ),
      { format: 'shopify-orders' },
    );
    expect(target).toMatchObject({ currency: 'INR', marketplace: 'shopify' });
  });

  it('puts bad rows into the rejects file with line, column and reason, and loads the rest', async () => {
    const { orders, report } = await load(
      fileOf(
        `${HEADER}\n1,2026-01-05,A,"Jar\ntall",2,1.50,DE\n2,2026-02-30,A,"Jar, small",2,1.50,DE\n3,2026-01-05,A,Jar,2\n4,2026-01-05,A,Jar,2,1.50,DE\n`,
      ),
    );
    expect(orders.map((order) => order.externalId)).toEqual(['1', '4']);
    expect(report).toMatchObject({ rowsRead: 4, rejected: 2 });
    const rejects = readFileSync(report.rejectsPath ?? '', 'utf8').split('\n');
    expect(rejects).toEqual([
      'file,line,column,reason,row',
      `${report.files[0]?.file},4,Date,"""2026-02-30"" is not a date; the row was left out","2,2026-02-30,A,""""""Jar, small"""""",2,1.50,DE"`.replace(
        '""""""Jar, small""""""',
        '""Jar, small""',
      ),
      `${report.files[0]?.file},5,,has 5 cells where the header has 7; the row was left out,"3,2026-01-05,A,Jar,2"`,
      '',
    ]);
  });

  it('says when no row at all could be read', async () => {
    await expect(load(fileOf(`${HEADER}\n1,never,A,Jar,2,1.50,DE\n`))).rejects.toMatchObject({ code: 'no_data' });
  });

  it('lets the last of several orders with one id count, and notes it', async () => {
    const header = 'Name,Created at,Currency,Total,Lineitem quantity,Lineitem name,Lineitem price';
    const row = (name: string, price: string) => `${name},2026-01-05 10:00:00 +0000,USD,${price},1,Cup,${price}`;
    const { orders, report } = await load(fileOf([header, row('#1', '5.00'), row('#2', '6.00'), row('#1', '7.00')].join('\n')), {
      format: 'shopify-orders',
    });
    expect(orders.filter((order) => order.externalId === '#1').at(-1)?.ledger[0]?.amountMinor).toBe(700n);
    expect(report.notes).toEqual([{ text: 'An order appears more than once; the last one counts.', count: 1 }]);
  });

  it('keeps pages small however large the file is', async () => {
    const rows = Array.from({ length: 12_000 }, (_, index) => `${index},2026-01-05,S${index % 50},Jar,2,1.50,DE`);
    const { batches, orders, report } = await load(fileOf([HEADER, ...rows].join('\n')));
    expect(orders).toHaveLength(12_000);
    expect(Math.max(...batches.slice(0, -2).map((batch) => batch.orders.length))).toBeLessThanOrEqual(1_000);
    expect(report.orders).toBe(12_000);
  });

  it('reports progress in rows, bytes and orders', async () => {
    const rows = Array.from({ length: 4_000 }, (_, index) => `${index},2026-01-05,A,Jar,2,1.50,DE`);
    const collector = new Collector();
    const seen: { rowsRead: number; bytesRead: number; bytesTotal: number }[] = [];
    const file = fileOf([HEADER, ...rows].join('\n'));
    await importFiles(
      { format: getFileFormatOrThrow('generic-csv'), path: file, rejectsPath: path.join(folder, 'r.csv') },
      { openTarget: (target) => collector.openTarget(target), onProgress: (progress) => seen.push(progress) },
    );
    const last = seen.at(-1);
    expect(last).toMatchObject({ rowsRead: 4_000, ordersWritten: 4_000, rejected: 0 });
    expect(last?.bytesRead).toBe(last?.bytesTotal);
    expect(seen.map((progress) => progress.rowsRead)).toEqual(seen.map((progress) => progress.rowsRead).sort((a, b) => a - b));
  });

  it('keeps what was written when the store fails, and throws its error', async () => {
    const collector = new Collector();
    collector.failAt = 2;
    const rows = Array.from({ length: 6_000 }, (_, index) => `${index},2026-01-05,A,Jar,2,1.50,DE`);
    const request = {
      format: getFileFormatOrThrow('generic-csv'),
      path: fileOf([HEADER, ...rows].join('\n')),
      rejectsPath: path.join(folder, 'r.csv'),
    };
    await expect(importFiles(request, collector)).rejects.toThrow('the disk is full');
    expect(collector.batches).toHaveLength(2);
  });
});

describe('importFiles refuses', () => {
  it('a compressed file that is cut off, after writing what came before', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => `${index},2026-01-05,A,Jar ${Math.sin(index)},2,1.50,DE`);
    const whole = gzipSync([HEADER, ...rows].join('\n'));
    const collector = new Collector();
    const request = {
      format: getFileFormatOrThrow('generic-csv'),
      path: fileOf(whole.subarray(0, Math.floor(whole.length * 0.7))),
      rejectsPath: path.join(folder, 'r.csv'),
    };
    await expect(importFiles(request, collector)).rejects.toMatchObject({
      code: 'unreadable_file',
      message: expect.stringContaining('cut off') as string,
    });
    expect(collector.orders.length).toBeGreaterThan(10_000);
  });

  it.each([
    ['an empty file', '', 'is empty'],
    ['a file of blank lines', '\n \n\n', 'is empty'],
    ['an Excel file', Buffer.from('PK\u0003\u0004 workbook'), 'is an Excel or ZIP file'],
  ])('%s', async (_what, content, message) => {
    await expect(load(fileOf(content))).rejects.toMatchObject({
      code: 'unreadable_file',
      message: expect.stringContaining(message) as string,
    });
  });

  it('a quotation mark that is never closed, naming the place', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => `${index},2026-01-05,A,Jar,2,1.50,DE`);
    const file = fileOf([HEADER, ...rows, '31,2026-01-05,A,"Jar,2,1.50,DE', ...rows].join('\n'));
    await expect(load(file)).rejects.toMatchObject({ code: 'unreadable_file', message: expect.stringContaining('never closed') as string });
  });

  it('a file without needed columns, naming all of them', async () => {
    const file = fileOf('Name,Created at,Currency,Lineitem name\n#1,2026-01-05,USD,Cup\n');
    await expect(load(file, { format: 'shopify-orders' })).rejects.toMatchObject({
      code: 'missing_column',
      message: expect.stringContaining('lacks the columns Total, Lineitem quantity, Lineitem price') as string,
    });
  });

  it('a mapping to columns that are not there', async () => {
    const mapping = { orderId: 'Ref', orderedAt: 'Day', unitPrice: 'Unit Price' };
    await expect(load(fileOf(`${HEADER}\n`), { mapping })).rejects.toMatchObject({
      code: 'missing_column',
      message: expect.stringContaining('Ref, Day') as string,
    });
  });

  it('a free file whose columns say nothing', async () => {
    await expect(load(fileOf('a,b,c\n1,2,3\n'))).rejects.toMatchObject({
      code: 'missing_column',
      remedy: expect.stringContaining('--mapping') as string,
    });
  });

  it('a folder without the files of the format', async () => {
    const fixtures = path.resolve('src/connectors/files/online-retail/fixtures');
    await expect(load(fixtures, { format: 'olist' })).rejects.toMatchObject({ code: 'missing_column' });
    await expect(load(mkdtempSync(path.join(folder, 'none-')), { format: 'olist' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(load(path.join(folder, 'missing.csv'))).rejects.toMatchObject({ code: 'not_found' });
  });

  it('an unknown format, zone or currency', async () => {
    expect(() => getFileFormatOrThrow('excel')).toThrow('"excel" is not a format that can be imported.');
    const file = fileOf(`${HEADER}\n`);
    await expect(load(file, { timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ field: 'timeZone' });
    await expect(load(file, { currency: 'dollars' })).rejects.toMatchObject({ field: 'currency' });
  });
});

/** Public data sets lie beside the project where it is evaluated; elsewhere these tests are skipped by name. */
const shared = path.resolve('../shared/data');

describe.skipIf(!existsSync(path.join(shared, 'olist-21k')))('the Olist sample (../shared/data/olist-21k)', () => {
  it('gives every order, line, payment, review and product of the files', async () => {
    const { batches, orders, report } = await load(path.join(shared, 'olist-21k'), { format: 'olist' });
    const reviews = new Set(batches.flatMap((batch) => batch.reviews.map((review) => review.externalId)));
    const products = new Set(batches.flatMap((batch) => batch.products.map((product) => product.externalId)));
    const sum = (count: (order: (typeof orders)[number]) => number) => orders.reduce((total, order) => total + count(order), 0);
    expect([orders.length, sum((order) => order.items.length), sum((order) => order.payments.length), reviews.size, products.size]).toEqual(
      [20_864, 23_670, 21_850, 20_795, 11_698],
    );
    expect(report).toMatchObject({ rejected: 0, notes: [] });
  });
});

describe.skipIf(!existsSync(path.join(shared, 'online-retail')))('the Online Retail data set (../shared/data/online-retail)', () => {
  it('adds up to the published total, to the penny', { timeout: 180_000 }, async () => {
    const collector = new Collector();
    let totalMinor = 0n;
    let lines = 0;
    let orders = 0;
    const count = async (batch: FactBatch): Promise<WriteSummary> => {
      for (const order of batch.orders) for (const entry of order.ledger) totalMinor += entry.amountMinor;
      lines += batch.orders.reduce((total, order) => total + order.items.length, 0);
      orders += batch.orders.length;
      return NOTHING;
    };
    const request = {
      format: getFileFormatOrThrow('online-retail'),
      path: path.join(shared, 'online-retail'),
      rejectsPath: path.join(folder, 'r.csv'),
    };
    const report = await importFiles(request, {
      openTarget: async (target) => ({ ...(await collector.openTarget(target)), write: count }),
    });
    expect(report).toMatchObject({ rowsRead: 541_909, rejected: 0 });
    expect([orders, lines]).toEqual([25_900, 538_963]);
    expect(totalMinor).toBe(974_774_793n);
  });
});
