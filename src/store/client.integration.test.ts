import { randomUUID } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { TEMPLATE_DATABASE } from '~/tests/support/global-setup';
import { writeSmallShop } from '~/tests/support/small-shop';
import { administer, createDatabase } from '~/tests/support/temporary-database';
import { SETTINGS } from '~/tests/support/workspaces';
import { freePort } from '@/platform/database';
import { connectDatabase } from './client';
import { createCoverageReader } from './coverage-reader';
import { ensureWorkspace, findWorkspace } from './workspaces';

const native = inject('native');
describe.skipIf(!('url' in native))('a read-only native server', () => {
  it('answers, and refuses writes with the remedy', async () => {
    const server = 'url' in native ? native.url : '';
    const copy = await createDatabase(`${server}/postgres`, TEMPLATE_DATABASE);
    const writable = connectDatabase(copy.url, 2);
    const workspace = await writeSmallShop(writable, 'read-only');
    await writable.close();
    await administer(`${server}/postgres`, `ALTER DATABASE ${new URL(copy.url).pathname.slice(1)} SET default_transaction_read_only = on`);
    const db = connectDatabase(copy.url, 2);
    try {
      expect((await createCoverageReader(db, workspace.id).coverage()).orders).toBe(4);
      const refused = { code: 'database_read_only', remedy: expect.stringContaining('DATABASE_URL') as string };
      await expect(writeSmallShop(db, 'read-only')).rejects.toMatchObject(refused);
      await expect(ensureWorkspace(db, 'new', SETTINGS)).rejects.toMatchObject(refused);
      expect((await createCoverageReader(db, workspace.id).coverage()).orders).toBe(4);
    } finally {
      await db.close();
      await copy.close();
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
