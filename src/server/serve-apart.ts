import path from 'node:path';
import { startChild } from '@/platform/child-process';
import type { SandboxOrder, ServedSandbox } from './sandbox-process';

/** Serve sandboxes in a process of their own, until stopped. @throws Error with what it said when it ends before it serves. */
export async function serveApart(order: SandboxOrder): Promise<{ sandboxes: ServedSandbox[]; stop(): Promise<void> }> {
  const { line, stop } = await startChild(path.join(import.meta.dirname, 'sandbox-process.ts'), [JSON.stringify(order)]);
  return { sandboxes: JSON.parse(line) as ServedSandbox[], stop };
}
