import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, inject, it } from 'vitest';
import { TEMPLATE_DATABASE } from '~/tests/support/global-setup';
import { writeSmallShop } from '~/tests/support/small-shop';
import { freePort } from '@/platform/database';
import { connectDatabase } from './client';
import { createCoverageReader } from './coverage-reader';
import { ensureWorkspace, findWorkspace } from './workspaces';

async function query(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

const native = inject('native');
describe.skipIf(!('url' in native))('a read-only native server', () => {
  it('answers, and refuses writes with the remedy', async () => {
    const server = 'url' in native ? native.url : '';
    const name = `shopiq_test_${randomUUID().replaceAll('-', '')}`;
    await query(`${server}/postgres`, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE_DATABASE}`);
    const writable = connectDatabase(`${server}/${name}`, 2);
    const workspace = await writeSmallShop(writable, 'read-only');
    await writable.close();
    await query(`${server}/postgres`, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    const db = connectDatabase(`${server}/${name}`, 2);
    try {
      expect((await createCoverageReader(db, workspace.id).coverage()).orders).toBe(4);
      const refused = { code: 'database_read_only', remedy: expect.stringContaining('DATABASE_URL') as string };
      await expect(writeSmallShop(db, 'read-only')).rejects.toMatchObject(refused);
      const settings = { name: 'New', profile: 'shopify', timeZone: 'UTC', currency: 'USD', locale: 'en-US', isDemo: false } as const;
      await expect(ensureWorkspace(db, 'new', { ...settings, weekStart: 1 })).rejects.toMatchObject(refused);
      expect((await createCoverageReader(db, workspace.id).coverage()).orders).toBe(4);
    } finally {
      await db.close();
      await query(`${server}/postgres`, `DROP DATABASE ${name} WITH (FORCE)`);
    }
  });
});

describe('a server that is gone', () => {
  it('is named as such, and says to try again, for tenant and for shared tables', async () => {
    const db = connectDatabase(`postgresql://nobody@127.0.0.1:${await freePort()}/gone`, 1);
    const unavailable = { code: 'database_unavailable', retry: 'later' };
    await expect(createCoverageReader(db, randomUUID()).coverage()).rejects.toMatchObject(unavailable);
    await expect(findWorkspace(db, 'demo')).rejects.toMatchObject(unavailable);
    await db.close();
  });
});
