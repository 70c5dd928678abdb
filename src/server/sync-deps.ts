import { setTimeout as sleep } from 'node:timers/promises';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP } from '@/connectors/sandboxes';
import type { Clock } from '@/platform/clock';
import type { Env } from '@/platform/env';
import { readSessionSecret } from '@/platform/secrets';
import { createVault } from '@/platform/vault';
import type { Database } from '@/store/client';
import type { SyncDeps } from './sync';

/** What connecting and syncing need, from the environment. */
export function syncDepsOf(env: Env, db: Database, clock: Clock): SyncDeps {
  const apps: Record<string, [id?: string | undefined, secret?: string | undefined, applicationId?: string | undefined]> = {
    shopify: [env.SHOPIFY_CLIENT_ID, env.SHOPIFY_CLIENT_SECRET],
    amazon: [env.AMAZON_CLIENT_ID, env.AMAZON_CLIENT_SECRET, env.AMAZON_APPLICATION_ID],
  };
  return {
    db,
    get vault() {
      return createVault(readSessionSecret(env), env.SHOPIQ_SECRET_FORMER?.split(',').map((secret) => secret.trim()) ?? []);
    },
    connectors: CONNECTORS,
    credentialsOf(marketplace, baseUrl) {
      if (baseUrl !== null && isLoopback(baseUrl)) return SANDBOX_APP;
      const [clientId, clientSecret, applicationId] = apps[marketplace] ?? [];
      if (clientId === undefined || clientSecret === undefined) return null;
      return { clientId, clientSecret, ...(applicationId === undefined ? {} : { applicationId }) };
    },
    publicUrl: (env.SHOPIQ_URL ?? `http://${env.HOST}:${env.PORT}`).replace(/\/$/, ''),
    now: () => clock.now(),
    sleep: async (ms) => {
      await sleep(ms);
    },
    random: Math.random,
    fetch,
  };
}

/** A sandbox on this machine. */
const isLoopback = (url: string): boolean => new URL(url).hostname === '127.0.0.1';
