import { setTimeout as sleep } from 'node:timers/promises';
import { CONNECTORS } from '@/connectors/registry';
import { SANDBOX_APP, SANDBOX_WEBHOOK_SECRETS } from '@/connectors/sandboxes';
import type { Clock } from '@/platform/clock';
import type { Env } from '@/platform/env';
import { readSessionSecret } from '@/platform/secrets';
import { createVault } from '@/platform/vault';
import type { Database } from '@/store/client';
import type { AppCredentials, SyncDeps } from './sync';

/** What connecting and syncing need, from the environment. */
export function syncDepsOf(env: Env, db: Database, clock: Clock): SyncDeps {
  const apps: Record<string, Partial<Record<keyof AppCredentials, string | undefined>>> = {
    shopify: { clientId: env.SHOPIFY_CLIENT_ID, clientSecret: env.SHOPIFY_CLIENT_SECRET },
    etsy: { clientId: env.ETSY_CLIENT_ID, clientSecret: env.ETSY_CLIENT_SECRET, webhookSecret: env.ETSY_WEBHOOK_SECRET },
    amazon: { clientId: env.AMAZON_CLIENT_ID, clientSecret: env.AMAZON_CLIENT_SECRET, applicationId: env.AMAZON_APPLICATION_ID },
  };
  return {
    db,
    get vault() {
      return createVault(readSessionSecret(env), env.SHOPIQ_SECRET_FORMER?.split(',').map((secret) => secret.trim()) ?? []);
    },
    connectors: CONNECTORS,
    credentialsOf(marketplace, baseUrl) {
      const isSandbox = baseUrl !== null && isLoopback(baseUrl);
      const app = isSandbox ? { ...SANDBOX_APP, webhookSecret: SANDBOX_WEBHOOK_SECRETS[marketplace] } : apps[marketplace];
      const { clientId, clientSecret, webhookSecret, applicationId } = app ?? {};
      if (clientId === undefined || clientSecret === undefined) return null;
      return {
        clientId,
        clientSecret,
        ...(webhookSecret === undefined ? {} : { webhookSecret }),
        ...(applicationId === undefined ? {} : { applicationId }),
      };
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
