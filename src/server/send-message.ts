import type { SendMessage } from '@/channels/channel';
import { AppError, isAppError } from '@/core/errors';
import type { Database } from '@/store/client';
import { claimMessage, endSending, type Channel, type Sending } from '@/store/messages';
import { workspaceById } from '@/store/workspaces';

export interface SendDeps {
  db: Database;
  senders: Readonly<Record<Channel, SendMessage>>;
  now: () => Date;
  /** Told of what is a fault of ours; the person sees that it could not be made. */
  onFault?: (error: unknown) => void;
}

const MINUTE_MS = 60_000;
/** Waits between tries; after the last one it has failed: about a day. */
const WAITS_MS = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS);

/**
 * Send a message that waits. One that is being sent by somebody else, or was sent, is left alone. A sender that dies
 * between giving it away and writing that down leaves it to be sent again, under the same id, by which mail programs
 * and Slack know it: a message is never lost, and shown once.
 */
export async function sendMessage(
  { db, senders, now, onFault }: SendDeps,
  key: { workspaceId: string; id: string },
): Promise<Sending | null> {
  const message = await claimMessage(db, key, now());
  if (!message) return null;
  const { attempts } = message;
  let sending: Sending;
  try {
    const workspace = await workspaceById(db, key.workspaceId);
    sending = { state: await senders[message.channel]({ ...message, workspace }), at: now() };
  } catch (error) {
    if (!isAppError(error)) onFault?.(error);
    sending = afterFailure(error, { attempts, now: now() });
  }
  await endSending(db, key, sending);
  return sending;
}

function afterFailure(error: unknown, { attempts, now }: { attempts: number; now: Date }): Sending {
  const fault = isAppError(error) ? error : new AppError('internal', 'The message could not be made.', { cause: error, retry: 'later' });
  const wait = fault.retry === 'never' ? undefined : WAITS_MS[attempts - 1];
  if (wait === undefined) return { state: 'failed', errorText: fault.toString() };
  const asked = typeof fault.retry === 'object' ? fault.retry.afterMs : 0;
  return { state: 'queued', again: new Date(now.getTime() + Math.max(wait, asked)), errorText: fault.toString() };
}
