import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readEnv } from '@/platform/env';
import type { Container } from '@/server/container';
import { createContainer } from '@/server/create-container';

/** A folder that is thrown away. */
export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'shopiq-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A container on an empty embedded database that is thrown away. */
export function withContainer<T>(work: (container: Container) => Promise<T>): Promise<T> {
  return withFolder((folder) => withContainerIn({ folder }, work));
}

/** A container that keeps its files in a folder: its database, too, unless that is elsewhere. */
export async function withContainerIn<T>(
  { folder, databaseUrl }: { folder: string; databaseUrl?: string },
  work: (container: Container) => Promise<T>,
): Promise<T> {
  const container = await createContainer({ ...readEnv(), DATABASE_URL: databaseUrl, dataDir: folder }, 'own');
  try {
    return await work(container);
  } finally {
    await container.close();
  }
}
