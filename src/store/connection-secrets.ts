import type { Vault } from '@/platform/vault';
import type { Database } from './client';

/** What is kept sealed of a connection. */
export type SecretName = 'tokens' | 'webhook' | 'app';

interface SecretKey {
  workspaceId: string;
  connectionId: string;
  name: SecretName;
}

/** A secret opens only for the connection and the purpose it was sealed for. */
const contextOf = ({ workspaceId, connectionId, name }: SecretKey): string => `${workspaceId}/${connectionId}/${name}`;

/** Keep a secret, in place of the one before. */
export async function writeSecret(db: Database, vault: Vault, { plain, ...key }: SecretKey & { plain: string }): Promise<void> {
  const sealed = vault.seal(plain, contextOf(key));
  const { workspaceId, connectionId, name } = key;
  await db.asWorkspace(workspaceId, (tx) =>
    tx.connectionSecret.upsert({
      where: { workspaceId_connectionId_name: { workspaceId, connectionId, name } },
      create: { workspaceId, connectionId, name, sealed },
      update: { sealed, updatedAt: new Date() },
    }),
  );
}

/** A secret in the clear, or null when there is none. One sealed with a former key is sealed anew. */
export async function readSecret(db: Database, vault: Vault, key: SecretKey): Promise<string | null> {
  const { workspaceId, connectionId, name } = key;
  const row = await db.asWorkspace(workspaceId, (tx) =>
    tx.connectionSecret.findUnique({ where: { workspaceId_connectionId_name: { workspaceId, connectionId, name } } }),
  );
  if (!row) return null;
  const plain = vault.open(row.sealed, contextOf(key));
  if (vault.isOld(row.sealed)) await writeSecret(db, vault, { ...key, plain });
  return plain;
}
