import { readUnsubscribeToken } from '@/channels/email/unsubscribe';
import { AppError } from '@/core/errors';
import type { Ended } from '@/core/message/message';
import { unsubscribeAlerts } from '@/store/alerts';
import { readDigestName, unsubscribeDigest } from '@/store/digests';
import type { Container } from './container';

type Deps = Pick<Container, 'db'> & { sync: Pick<Container['sync'], 'vault'> };

/** What stops, and the page on which it is taken up again. */
export interface Unsubscribed {
  name: string;
  page: string;
}

/** What a link would end; nothing is changed. @throws AppError invalid_input, not_found. */
export async function unsubscribing({ db, sync }: Deps, token: string): Promise<Unsubscribed> {
  const { workspaceId, ...ended } = readUnsubscribeToken(sync.vault, token);
  return named(ended, ended.kind === 'alerts' ? ALERTS : await readDigestName(db, workspaceId, ended.id));
}

/** End what a link at the end of a message ends; doing it again changes nothing. @throws AppError invalid_input, not_found. */
export async function unsubscribe({ db, sync }: Deps, token: string, now = new Date()): Promise<Unsubscribed> {
  const { workspaceId, ...ended } = readUnsubscribeToken(sync.vault, token);
  if (ended.kind === 'digest') return named(ended, await unsubscribeDigest(db, { workspaceId, id: ended.id }, now));
  await unsubscribeAlerts(db, { workspaceId, userId: ended.id });
  return named(ended, ALERTS);
}

const ALERTS = 'Alerts';

function named({ kind }: Ended, name: string | null): Unsubscribed {
  if (name === null)
    throw new AppError('not_found', 'This digest is not there any more.', { remedy: 'Nothing is sent of it: there is nothing to do.' });
  return { name, page: kind === 'digest' ? '/digests' : '/alerts' };
}
