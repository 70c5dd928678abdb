import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { builtinModel, type ChosenModel } from '@/agent/model';
import { createLogger } from '@/platform/logger';
import { createVault } from '@/platform/vault';
import { createAnswerServices } from '@/server/answer-services';
import { slackAnswering } from '@/server/slack/answer';
import type { SlackDeps } from '@/server/slack/deps';
import { receiveSlack, type SlackDoor } from '@/server/slack/receive';
import { workspaceData } from '@/server/workspace-data';
import type { Database } from '@/store/client';
import type { ToolEntry } from '@/tools/kit';
import { TOOLS } from '@/tools/registry';
import { SLACK_APP, type SlackServer } from './slack-server';
import { NOW } from './small-shop';
import { TEST_SECRET } from './sync-deps';

export interface SlackTestOptions {
  model?: ChosenModel;
  tools?: Readonly<Record<string, ToolEntry>>;
  now?: () => Date;
}

/** What the Slack app needs: all real but the clock, and Slack itself on loopback. */
export function testSlackDeps(db: Database, slack: Pick<SlackServer, 'apiUrl'> | null, options: SlackTestOptions = {}): SlackDeps {
  const now = options.now ?? ((): Date => NOW);
  const answers = createAnswerServices({
    model: options.model ?? builtinModel(),
    modelTimeoutMs: 5000,
    dataOf: (workspace) => workspaceData(db, workspace),
    now,
    tools: { ...TOOLS, ...options.tools },
  });
  return {
    db,
    vault: createVault(TEST_SECRET),
    config: slack && { ...SLACK_APP, apiUrl: slack.apiUrl },
    publicUrl: 'https://shopiq.example.com',
    answers,
    chartImage: async () => new Uint8Array([137, 80, 78, 71]),
    now,
    fetch,
    logger: createLogger('silent'),
  };
}

export interface ServedSlackApp {
  url: string;
  /** Wait until everything taken so far is answered. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** The app's three doors over HTTP. What they take is answered behind the acknowledgement, as a worker does. */
export async function serveSlackApp(deps: SlackDeps): Promise<ServedSlackApp> {
  const answer = slackAnswering(deps);
  const open = new Set<Promise<void>>();
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const headers = new Headers(Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]));
      const door = (incoming.url ?? '').split('/').at(-1) as SlackDoor;
      receiveSlack(deps, { door, headers, body: Buffer.concat(chunks).toString('utf8') }).then(
        async ({ reply, delivery }) => {
          if (delivery) {
            const work = answer(delivery).finally(() => open.delete(work));
            open.add(work);
          }
          outgoing.writeHead(reply.status, Object.fromEntries(reply.headers)).end(await reply.text());
        },
        (error: { code?: string }) => outgoing.writeHead(error.code === 'unauthenticated' ? 401 : 400).end(error.code),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/slack`,
    settled: async () => {
      while (open.size > 0) await Promise.all(open);
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
