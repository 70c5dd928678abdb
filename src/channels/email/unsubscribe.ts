import { z } from 'zod';
import { AppError } from '@/core/errors';
import type { MessageContent } from '@/core/message/message';
import type { Vault } from '@/platform/vault';

/** What a link at the end of a message ends. */
const endedSchema = z.object({ workspaceId: z.uuid(), kind: z.enum(['digest']), id: z.uuid() });
export type Ended = z.infer<typeof endedSchema>;

const CONTEXT = 'unsubscribe';
/** Where the link leads, and where a mail program posts to (RFC 8058). */
export const UNSUBSCRIBE_PAGE = '/unsubscribe';
export const UNSUBSCRIBE_ROUTE = '/api/unsubscribe';

/** The token of a message's link: sealed, so that nobody can make one or read what it is of. Null when nothing can be ended. */
export function unsubscribeToken(vault: Vault, workspaceId: string, { unsubscribes }: Pick<MessageContent, 'unsubscribes'>): string | null {
  return unsubscribes === null ? null : vault.seal(JSON.stringify({ workspaceId, ...unsubscribes }), CONTEXT);
}

/** @throws AppError invalid_input when the token is none of ours. */
export function readUnsubscribeToken(vault: Vault, token: string): Ended {
  try {
    return endedSchema.parse(JSON.parse(vault.open(token, CONTEXT)));
  } catch (cause) {
    throw new AppError('invalid_input', 'This link does not end anything: it is cut off, or was changed.', {
      field: 'token',
      remedy: 'Copy it whole from the e-mail, or end the digest on the page Digests.',
      cause,
    });
  }
}
