import { createHash, randomBytes } from 'node:crypto';
import { AppError } from '@/core/errors';
import type { Artifact } from '@/core/artifact/artifact';
import type { Workspace } from '@/core/model/workspace';
import { createShareLink, findSharedPin, listShareLinks, revokeShareLink } from '@/store/share-links';
import type { User } from '@/store/users';
import { workspaceById } from '@/store/workspaces';
import type { Container } from './container';

type Deps = Pick<Container, 'db' | 'clock'>;

interface Person {
  workspace: Workspace;
  user: User;
  role: string;
}

/** 256 bits: nobody guesses one. */
const TOKEN_BYTES = 32;
const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const DAY_MS = 86_400_000;

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');
const ownerOf = ({ workspace, user }: Person) => ({ workspaceId: workspace.id, userId: user.id });

/** A link as it is listed. Instants are ISO texts. */
export interface ShareLinkView {
  id: string;
  createdAt: string;
  expiresAt: string;
  state: 'open' | 'expired' | 'revoked';
}

/** Who may only look may not let others look either. */
export const canShare = (role: string): boolean => role !== 'viewer';

export async function readShareLinks({ db, clock }: Deps, person: Person, pinId: string): Promise<ShareLinkView[]> {
  const links = await listShareLinks(db, ownerOf(person), pinId);
  return links.map(({ id, createdAt, expiresAt, revokedAt }) => ({
    id,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    state: revokedAt !== null ? 'revoked' : expiresAt <= clock.now() ? 'expired' : 'open',
  }));
}

/**
 * A new link to a pin. Its token is in what is returned and nowhere else.
 * @throws AppError forbidden for a viewer, not_found.
 */
export async function sharePin(
  { db, clock }: Deps,
  person: Person,
  { pinId, days }: { pinId: string; days: number },
): Promise<{ id: string; path: string; expiresAt: string }> {
  if (!canShare(person.role))
    throw new AppError('forbidden', 'Your role here is viewer: you can look, not share.', { remedy: 'Ask an owner of this workspace.' });
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + days * DAY_MS);
  const id = await createShareLink(db, ownerOf(person), { pinId, tokenHash: hashOf(token), now, expiresAt });
  return { id, path: `/share/${token}`, expiresAt: expiresAt.toISOString() };
}

/** @throws AppError not_found. */
export function endShareLink({ db, clock }: Deps, person: Person, { pinId, linkId }: { pinId: string; linkId: string }): Promise<void> {
  return revokeShareLink(db, ownerOf(person), { pinId, id: linkId, now: clock.now() });
}

/** What a shared page shows. */
export interface SharedView {
  title: string;
  artifact: Artifact;
  locale: string;
  timeZone: string;
  sharedBy: string;
  sharedAt: string;
  asOf: string;
  expiresAt: string;
}

/** The answer a link opens; null for every link that opens none, whatever the reason. */
export async function openShared({ db, clock }: Deps, token: string): Promise<SharedView | null> {
  const shared = TOKEN.test(token) ? await findSharedPin(db, hashOf(token), clock.now()) : null;
  if (!shared) return null;
  const { locale, timeZone } = await workspaceById(db, shared.workspaceId);
  return {
    title: shared.title,
    artifact: forOthers(shared.artifact),
    locale,
    timeZone,
    sharedBy: shared.sharedBy,
    sharedAt: shared.sharedAt.toISOString(),
    asOf: shared.asOf.toISOString(),
    expiresAt: shared.expiresAt.toISOString(),
  };
}

/** What the figures mean and rest on goes along; how our database is asked, and what could be asked next, does not. */
function forOthers(artifact: Artifact): Artifact {
  const provenance = artifact.provenance.map(({ sql: _sql, query: _query, ...rest }) => rest);
  return { ...artifact, provenance, followUps: [], options: [] };
}
