import type { Command } from 'commander';
import { AppError } from '@/core/errors';
import { marketplaceName } from '@/core/model/marketplaces';
import type { Container } from '@/server/container';
import { SANDBOXES } from '@/connectors/sandboxes';
import { connectSandbox, serveMarketplace } from '@/server/sandbox';
import { syncConnection } from '@/server/sync';
import { listConnections, type Connection } from '@/store/connections';
import { forgetProgress } from '@/store/manage-connections';
import { ensureWorkspace, getWorkspaceOrThrow } from '@/store/workspaces';

/** A run from the terminal has all the time it needs. */
const BUDGET_MS = 24 * 3_600_000;

interface SandboxFlags {
  workspace: string;
  scale: string;
  port: string;
}

/** Add `shopiq sync` and `shopiq sandbox`. */
export function registerSync(program: Command, open: () => Promise<Container>): void {
  program
    .command('sync')
    .description('Read what connected accounts lack: what changed, and what of the past is missing.')
    .requiredOption('-w, --workspace <slug>', 'workspace whose accounts are read')
    .option('--again', 'read everything again from the start; what is stored stays until it is read anew')
    .argument('[marketplace]', 'only its accounts')
    .action(async (marketplace: string | undefined, { workspace: slug, again = false }: { workspace: string; again?: boolean }) => {
      const container = await open();
      const workspace = await getWorkspaceOrThrow(container.db, slug);
      const connections = (await listConnections(container.db, workspace.id)).filter(
        (connection) => connection.isSynced && (marketplace === undefined || connection.marketplace === marketplace),
      );
      if (connections.length === 0)
        throw new AppError('not_found', 'There is no account to read.', {
          field: 'marketplace',
          remedy: 'Connect one, or try it with: shopiq sandbox shopify',
        });
      for (const connection of connections) {
        if (again) await forgetProgress(container.db, { workspaceId: workspace.id, connectionId: connection.id });
        await syncAndTell(container, workspace.id, connection);
      }
      await container.settle(workspace.id);
    });
  program
    .command('sandbox')
    .description('Serve a marketplace on this machine over a seeded shop, connect a workspace to it and read it, as with the real one.')
    .argument('<marketplace>', Object.keys(SANDBOXES).join(', '))
    .option('-w, --workspace <slug>', 'workspace to connect, created when missing', 'sandbox')
    .option('--scale <number>', 'orders of the shop; 1 is as many as in the demo', '0.1')
    .option('--port <number>', 'port to serve it on; 0 is any', '0')
    .action(async (marketplace: string, flags: SandboxFlags) => {
      const container = await open();
      await playSandbox(container, marketplace, flags);
    });
}

async function playSandbox(container: Container, marketplace: string, { workspace: slug, scale, port }: SandboxFlags): Promise<void> {
  const { db, clock, sync } = container;
  const served = await serveMarketplace(marketplace, {
    now: () => clock.now(),
    scale: toNumber('scale', scale),
    port: toNumber('port', port),
  });
  say(`${marketplaceName(marketplace)} is served at ${served.origin}`);
  const { timeZone, currency } = served.shop.account;
  const settings = { name: 'Sandbox', profile: 'shopify', timeZone, currency, locale: 'en-US', weekStart: 1, isDemo: true } as const;
  const workspace = await ensureWorkspace(db, slug, settings);
  const connectionId = await connectSandbox(sync, { workspaceId: workspace.id, marketplace, origin: served.origin });
  const connection = (await listConnections(db, workspace.id)).find(({ id }) => id === connectionId);
  if (connection) await syncAndTell(container, workspace.id, connection);
  await container.settle(workspace.id);
  say(`Ask about it in the workspace ${slug}. Ctrl-C ends the sandbox.`);
  await new Promise<void>((resolve) => process.once('SIGINT', resolve));
  await served.close();
}

async function syncAndTell(container: Container, workspaceId: string, { id, name }: Connection): Promise<void> {
  const report = await syncConnection(container.sync, {
    workspaceId,
    connectionId: id,
    reason: 'person',
    until: 'complete',
    budgetMs: BUDGET_MS,
  });
  if (!report) say(`${name}: is paused, or being read by somebody else.`);
  else {
    say(`${name}: ${report.orders.toLocaleString('en-US')} orders new or changed, in ${report.pages} pages.`);
    if (report.error) say(`  ${report.error.toString()}`);
  }
}

function toNumber(field: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== '' && Number.isFinite(number) && number >= 0) return number;
  throw new AppError('invalid_input', `"${text}" is not a number.`, { field, remedy: 'Give one of 0 or more.' });
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
