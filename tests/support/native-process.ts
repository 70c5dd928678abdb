import path from 'node:path';
import { freePort } from '@/platform/database';
import { startChild } from '@/platform/child-process';

/**
 * Start a native PostgreSQL in a process of its own, in a folder that is thrown away.
 * @param options.isDurable a commit is on the disk when it ends, as on a server that is used.
 * @throws Error when the package with the server is not installed.
 */
export async function startNative(
  databaseDir: string,
  { isDurable = false }: { isDurable?: boolean } = {},
): Promise<{ url: string; stop(): Promise<void> }> {
  const port = await freePort();
  const script = path.join(import.meta.dirname, 'native-server.mjs');
  const { stop } = await startChild(script, [databaseDir, String(port), isDurable ? 'on' : 'off']);
  return { url: `postgresql://shopiq:shopiq@127.0.0.1:${port}`, stop };
}
