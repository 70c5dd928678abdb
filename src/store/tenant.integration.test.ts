import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { SETTINGS } from '~/tests/support/workspaces';
import type { Database } from './client';
import { ensureWorkspace } from './workspaces';

async function workspaceWithConnection(db: Database, slug: string): Promise<string> {
  const workspace = await ensureWorkspace(db, slug, SETTINGS);
  await db.asWorkspace(workspace.id, (tx) =>
    tx.marketplaceConnection.create({
      data: { workspaceId: workspace.id, id: uuidv7(), marketplace: 'etsy', accountId: slug, name: slug, timeZone: 'UTC', currency: 'USD' },
    }),
  );
  return workspace.id;
}

onEveryDatabase('tenant isolation', (get) => {
  it('shows a workspace only its own rows, whatever the query asks for', async () => {
    const { db } = get();
    const mine = await workspaceWithConnection(db, 'mine');
    const theirs = await workspaceWithConnection(db, 'theirs');
    const seen = await db.asWorkspace(mine, (tx) =>
      tx.marketplaceConnection.findMany({ where: { OR: [{ workspaceId: theirs }, { accountId: { not: '' } }] } }),
    );
    expect(seen.map((row) => row.workspaceId)).toEqual([mine]);
  });

  it('refuses a write into another workspace', async () => {
    const { db } = get();
    const mine = await workspaceWithConnection(db, 'writer');
    const theirs = await workspaceWithConnection(db, 'victim');
    const write = db.asWorkspace(mine, (tx) =>
      tx.marketplaceConnection.create({
        data: { workspaceId: theirs, id: uuidv7(), marketplace: 'etsy', accountId: 'x', name: 'x', timeZone: 'UTC', currency: 'USD' },
      }),
    );
    await expect(write).rejects.toThrow(/row-level security/);
  });

  it('leaves no workspace set after the transaction', async () => {
    const { db } = get();
    const mine = await workspaceWithConnection(db, 'after');
    await db.asWorkspace(mine, (tx) => tx.marketplaceConnection.count());
    const rows = await db.shared.$queryRaw<
      { workspace: string | null; role: string }[]
    >`SELECT current_setting('shopiq.workspace_id', true) AS workspace, current_user AS role`;
    expect(rows[0]?.workspace ?? '').toBe('');
    expect(rows[0]?.role).not.toBe('shopiq_app');
  });

  it('never lets the application change a ledger entry', async () => {
    const { db } = get();
    const mine = await workspaceWithConnection(db, 'ledger');
    await expect(db.asWorkspace(mine, (tx) => tx.$executeRawUnsafe(`UPDATE "LedgerEntry" SET "amountMinor" = 0`))).rejects.toThrow(
      /permission denied/,
    );
  });
});
