import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@/core/errors';
import { getContainer } from '@/server/container';
import { toProblemResponse } from '@/server/route-problem';

/**
 * For a scheduler outside, where no worker runs its own: have the accounts read that are due.
 * The work itself is done by workers.
 */
async function handle(request: Request): Promise<Response> {
  try {
    const { env, queue } = await getContainer();
    assertSecret(env.SHOPIQ_CRON_SECRET, request.headers.get('authorization'));
    await (await queue()).send('sync-due', {});
    return Response.json({ enqueued: true }, { status: 202 });
  } catch (error) {
    return toProblemResponse(error);
  }
}

/** @throws AppError forbidden, unauthenticated. */
function assertSecret(secret: string | undefined, header: string | null): void {
  if (secret === undefined)
    throw new AppError('forbidden', 'No scheduler outside is allowed here.', {
      field: 'SHOPIQ_CRON_SECRET',
      remedy: 'Set SHOPIQ_CRON_SECRET and send it as a bearer token.',
    });
  // Hashes have one length, so that the comparison tells nothing of it.
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  if (timingSafeEqual(hash(`Bearer ${secret}`), hash(header ?? ''))) return;
  throw new AppError('unauthenticated', 'The secret of the scheduler is wrong.', {
    field: 'authorization',
    remedy: 'Send the value of SHOPIQ_CRON_SECRET as a bearer token.',
  });
}

export { handle as GET, handle as POST };
