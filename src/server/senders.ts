import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { SendMessage } from '@/channels/channel';
import { emailSender } from '@/channels/email/send-email';
import { openMailServer, type MailServer } from '@/channels/email/mail-server';
import { AppError } from '@/core/errors';
import type { Env } from '@/platform/env';
import type { Channel } from '@/store/messages';
import type { SlackDeps } from './slack/deps';
import { slackSender } from './slack/send-slack';
import type { SyncDeps } from './sync';

/** The mail server of SMTP_URL; null without one. @throws AppError invalid_env when a key that is named cannot be read. */
export function mailServerFromEnv(env: Env): MailServer | null {
  if (env.SMTP_URL === undefined) return null;
  return openMailServer({ url: env.SMTP_URL, from: senderOf(env), dkim: dkimOf(env) });
}

/** Whom e-mails come from: SHOPIQ_MAIL_FROM, or the user of the mail server. */
export function senderOf({ SHOPIQ_MAIL_FROM, SMTP_URL = 'smtp://localhost' }: Pick<Env, 'SHOPIQ_MAIL_FROM' | 'SMTP_URL'>): string {
  if (SHOPIQ_MAIL_FROM !== undefined) return SHOPIQ_MAIL_FROM;
  const { username, hostname } = new URL(SMTP_URL);
  const user = decodeURIComponent(username);
  return `ShopIQ <${user.includes('@') ? user : `shopiq@${hostname}`}>`;
}

function dkimOf(env: Env): { domain: string; selector: string; privateKey: string } | undefined {
  const { SHOPIQ_DKIM_DOMAIN: domain, SHOPIQ_DKIM_SELECTOR: selector, SHOPIQ_DKIM_KEY: file } = env;
  if (domain === undefined || selector === undefined || file === undefined) return undefined;
  try {
    const privateKey = readFileSync(file, 'utf8');
    createPrivateKey(privateKey);
    return { domain, selector, privateKey };
  } catch (cause) {
    throw new AppError('invalid_env', `The DKIM key ${file} could not be read, or is no private key.`, {
      field: 'SHOPIQ_DKIM_KEY',
      remedy: 'Name a file with the private key in PEM.',
      cause,
    });
  }
}

/** How messages leave, by channel. */
export function sendersOf(
  server: MailServer | null,
  sync: Pick<SyncDeps, 'vault' | 'publicUrl'>,
  slack: SlackDeps,
): Readonly<Record<Channel, SendMessage>> {
  const { publicUrl } = sync;
  return {
    email: emailSender({
      server,
      publicUrl,
      // Opened when it is first needed: it may have to make its key.
      get vault() {
        return sync.vault;
      },
    }),
    slack: slackSender(slack),
  };
}
