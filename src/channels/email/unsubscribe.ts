import { z } from 'zod';
import { AppError } from '@/core/errors';
import { endedSchema, type Ended, type MessageContent } from '@/core/message/message';
import type { Vault } from '@/platform/vault';

const tokenSchema = endedSchema.extend({ workspaceId: z.uuid() });

const CONTEXT = 'unsubscribe';
/** Where the link leads, and where a mail program posts to (RFC 8058). */
export const UNSUBSCRIBE_PAGE = '/unsubscribe';
export const UNSUBSCRIBE_ROUTE = '/api/unsubscribe';

/** The token of a message's link: sealed, so that nobody can make one or read what it is of. Null when nothing can be ended. */
export function unsubscribeToken(vault: Vault, workspaceId: string, { unsubscribes }: Pick<MessageContent, 'unsubscribes'>): string | null {
  return unsubscribes === null ? null : vault.seal(JSON.stringify({ workspaceId, ...unsubscribes }), CONTEXT);
}

/** @throws AppError invalid_input when the token is none of ours. */
export function readUnsubscribeToken(vault: Vault, token: string): Ended & { workspaceId: string } {
  try {
    return tokenSchema.parse(JSON.parse(vault.open(token, CONTEXT)));
  } catch (cause) {
    throw new AppError('invalid_input', 'This link does not end anything: it is cut off, or was changed.', {
      field: 'token',
      remedy: 'Copy it whole from the e-mail, or end them on the page Digests or Alerts.',
      cause,
    });
  }
}
