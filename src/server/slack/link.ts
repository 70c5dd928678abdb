import { z } from 'zod';
import { AppError, isAppError } from '@/core/errors';
import { toPlainLine } from '@/core/artifact/plain-text';
import { reopenSlackDelivery } from '@/store/slack-deliveries';
import { findLinkTicket, takeLinkTicket, writeLinkTicket, type LinkTicket, type SlackMember } from '@/store/slack-people';
import type { SlackDeps } from './deps';

/** An invitation is good so long. */
const PATIENCE_MS = 15 * 60_000;
const CONTEXT = 'an invitation to link a Slack account';

const tokenSchema = z.object({ workspaceId: z.uuid(), id: z.uuid() });

/** Where somebody in Slack says who they are: a sealed address, good once and for a quarter of an hour. */
export async function slackLinkUrl(
  { db, vault, publicUrl, now }: SlackDeps,
  member: SlackMember & { slackName: string; deliveryId: string },
): Promise<string> {
  const expiresAt = new Date(now().getTime() + PATIENCE_MS);
  const id = await writeLinkTicket(db, { ...member, slackName: toPlainLine(member.slackName, 80), expiresAt });
  const token = vault.seal(JSON.stringify({ workspaceId: member.workspaceId, id }), CONTEXT);
  return `${publicUrl}/slack/link?${new URLSearchParams({ token }).toString()}`;
}

/** What an invitation is for, before it is taken. @throws AppError invalid_input when it is over, was taken, or is none. */
export async function readSlackLink(deps: SlackDeps, token: string): Promise<LinkTicket> {
  const found = await findLinkTicket(deps.db, { ...openToken(deps, token), now: deps.now() });
  if (!found) throw overdue();
  return found;
}

/**
 * Take an invitation: from now on the member in Slack is this person. Their question is answered after all.
 * @param workspaceId the workspace they belong to; it must be the invitation's.
 * @returns the team's name and the request to be answered.
 * @throws AppError invalid_input as above.
 */
export async function confirmSlackLink(
  deps: SlackDeps,
  { token, userId, workspaceId }: { token: string; userId: string; workspaceId: string },
): Promise<{ teamName: string; delivery: { workspaceId: string; deliveryId: string } | null }> {
  const key = openToken(deps, token);
  const taken = key.workspaceId === workspaceId ? await takeLinkTicket(deps.db, { ...key, userId, now: deps.now() }) : null;
  if (!taken) throw overdue();
  const delivery = taken.deliveryId === null ? null : { workspaceId, deliveryId: taken.deliveryId };
  const isLeft = delivery !== null && (await reopenSlackDelivery(deps.db, delivery));
  return { teamName: taken.teamName, delivery: isLeft ? delivery : null };
}

function openToken({ vault }: SlackDeps, token: string): z.infer<typeof tokenSchema> {
  try {
    return tokenSchema.parse(JSON.parse(vault.open(token, CONTEXT)));
  } catch (error) {
    if (isAppError(error) || error instanceof z.ZodError || error instanceof SyntaxError) throw overdue();
    throw error;
  }
}

const overdue = (): AppError =>
  new AppError('invalid_input', 'This link was used, is older than a quarter of an hour, or is not whole.', {
    field: 'token',
    remedy: 'Ask ShopIQ in Slack again; it gives you a new one.',
  });
