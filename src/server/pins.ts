import { refreshPin } from '@/agent/pins/refresh-pin';
import { whatChanged, type WhatChanged } from '@/agent/pins/what-changed';
import type { Artifact } from '@/core/artifact/artifact';
import { AppError, isAppError } from '@/core/errors';
import type { Actor } from '@/core/model/actor';
import type { Workspace } from '@/core/model/workspace';
import { presetLabel } from '@/core/query/period';
import { pinTitleSchema, type Pin, type PinPlace, type PinRefresh } from '@/core/pins/pin';
import type { PinBook } from '@/core/pins/ports';
import { refreshOf } from '@/core/pins/refresh-of';
import { todayIn } from '@/core/query/period';
import { createCoverageReader } from '@/store/coverage-reader';
import type { Database } from '@/store/client';
import { createPin, getPinOrThrow, keepRefreshed, listPins, readAnswerToPin, updatePin, type PinRefreshed } from '@/store/pins';
import type { User } from '@/store/users';
import type { Container } from './container';

type Deps = Pick<Container, 'db' | 'agent' | 'clock' | 'logger'>;

interface Person {
  workspace: Workspace;
  user: Pick<User, 'id'>;
}

/** Imported files are read when the seller says so; the day changes all the same. */
const USUAL_CADENCE_MINUTES = 60;
const LONGEST_TITLE = 120;

/** A card of the dashboard. Instants are ISO texts. */
export interface PinView extends PinPlace {
  id: string;
  title: string;
  question: string;
  artifact: Artifact;
  pinnedAt: string;
  /** When the figures shown were computed. */
  asOf: string;
  /** Why it could not be made again last time. */
  problem: string | null;
  refresh: PinRefresh['kind'];
  /** "last month": its days move with the calendar; null: they do not. */
  moves: string | null;
  /** The person wants the days to stay. */
  isFixed: boolean;
  /** Older than its accounts are to be. */
  isStale: boolean;
}

const ownerOf = ({ workspace, user }: Person) => ({ workspaceId: workspace.id, userId: user.id });

/** The person's dashboard. */
export async function readPins(deps: Deps, person: Person): Promise<PinView[]> {
  const [pins, isStale] = await Promise.all([
    listPins(deps.db, person.workspace.id, person.user.id),
    staleness(deps.db, person.workspace.id),
  ]);
  return pins.map((pin) => toView(pin, isStale(pin)));
}

/** Whether a pin is older than its accounts' cadence, or something was read or imported since. */
async function staleness(db: Database, workspaceId: string): Promise<(pin: Pin) => boolean> {
  const { connections } = await createCoverageReader(db, workspaceId).coverage();
  const cadences = connections.flatMap(({ standing }) => (standing?.status === 'connected' ? [standing.cadenceMinutes] : []));
  const longestMs = Math.min(...cadences, USUAL_CADENCE_MINUTES) * 60_000;
  const lastRead = Math.max(0, ...connections.map(({ asOf }) => asOf?.getTime() ?? 0));
  return ({ refresh, triedAt }) =>
    refresh.kind !== 'never' && (Date.now() - triedAt.getTime() >= longestMs || lastRead > triedAt.getTime());
}

function toView(pin: Pin, isStale: boolean): PinView {
  const { id, title, question, current, createdAt, currentAsOf, problem, refresh, place } = pin;
  const presets = refresh.kind === 'queries' ? refresh.moving.flatMap(({ preset }) => (preset === null ? [] : [presetLabel(preset)])) : [];
  return {
    id,
    title,
    question,
    artifact: current,
    pinnedAt: createdAt.toISOString(),
    asOf: currentAsOf.toISOString(),
    problem,
    refresh: refresh.kind,
    moves: presets.length > 0 ? [...new Set(presets)].join(', ') : null,
    isFixed: refresh.kind === 'queries' && refresh.isFixed,
    isStale,
    ...place,
  };
}

/**
 * Keep an answer of a thread of the person's on their dashboard. One that is there already stays.
 * @throws AppError not_found, not_supported for what is no answer.
 */
export async function pinAnswer(
  { db, now }: { db: Database; now: () => Date },
  person: Person,
  { messageId, title }: { messageId: string; title?: string | undefined },
): Promise<{ id: string; title: string }> {
  const owner = ownerOf(person);
  const answer = await readAnswerToPin(db, owner, messageId);
  const { artifact, asOf, isFirst, question } = answer;
  if (artifact.kind !== 'answer' || artifact.provenance.length === 0)
    throw new AppError('not_supported', 'Only answers with figures can be pinned.', { remedy: 'Ask for a figure, then pin its answer.' });
  const { timeZone, weekStart } = person.workspace;
  // A clock that was set for a demo runs beside the one that stamps what is written.
  const answeredAt = new Date(now().getTime() - Math.max(0, Date.now() - asOf.getTime()));
  return createPin(db, owner, {
    answer,
    title: title ?? cutTitle(isFirst && question !== '' ? question : artifact.title),
    refresh: refreshOf(artifact, { isFirst, clock: { today: todayIn(answeredAt, timeZone), weekStart } }),
    now: new Date(),
  });
}

function cutTitle(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim() || 'Answer';
  return line.length <= LONGEST_TITLE ? line : `${line.slice(0, LONGEST_TITLE - 1).trimEnd()}…`;
}

/** Give a pin another title, or have its days stay or move. @throws AppError not_found. */
export async function changePin(
  { db }: Deps,
  person: Person,
  { id, title, isFixed }: { id: string; title: string; isFixed?: boolean | undefined },
): Promise<void> {
  const owner = ownerOf(person);
  const { refresh } = await getPinOrThrow(db, owner, id);
  const wanted = refresh.kind === 'queries' && isFixed !== undefined ? { ...refresh, isFixed } : refresh;
  await updatePin(db, owner, { id, title: pinTitleSchema.parse(title), refresh: wanted });
}

/** Make a pinned answer again. What cannot be made again says why, and keeps its last figures. @throws AppError not_found. */
export async function refreshOne(deps: Deps, person: Person, id: string): Promise<PinView> {
  const owner = ownerOf(person);
  const pin = await getPinOrThrow(deps.db, owner, id);
  // Before it is read: what is recorded meanwhile may or may not be in it.
  const asOf = new Date();
  const refreshed = await attempt(deps, person.workspace, { pin, asOf });
  await keepRefreshed(deps.db, owner, { id, refreshed, now: new Date() });
  return toView(await getPinOrThrow(deps.db, owner, id), false);
}

async function attempt({ agent, logger }: Deps, workspace: Workspace, { pin, asOf }: { pin: Pin; asOf: Date }): Promise<PinRefreshed> {
  try {
    return { artifact: await refreshPin(agent, { workspace, pin }), asOf };
  } catch (error) {
    if (isAppError(error)) return { problem: error.toString() };
    logger.error({ err: error, pinId: pin.id }, 'a pin could not be refreshed');
    return { problem: 'Something went wrong on our side. The figures of last time are kept: try again later.' };
  }
}

/** What changed since a pin was made, without the answers themselves. */
export type PinChanges = Omit<WhatChanged, 'before' | 'now' | 'since'> & {
  since: string;
  /** False: it cannot be computed anew. */
  isComputed: boolean;
};

/** @throws AppError not_found. */
export async function readChanges({ db, agent }: Deps, person: Person, id: string): Promise<PinChanges> {
  const pin = await getPinOrThrow(db, ownerOf(person), id);
  const { before: _before, now, since, ...told } = await whatChanged(agent, { workspace: person.workspace, pin });
  return { ...told, since: since.toISOString(), isComputed: now !== null };
}

/** The dashboard of the person who asks. */
export function pinBookOf(db: Database, workspace: Workspace, { actor, now }: { actor: Actor | undefined; now: () => Date }): PinBook {
  return {
    async pin(messageId, title) {
      if (!actor)
        throw new AppError('forbidden', 'Nobody is signed in here, so there is no dashboard to pin it to.', { remedy: 'Ask in the chat.' });
      return pinAnswer({ db, now }, { workspace, user: { id: actor.userId } }, { messageId, title });
    },
  };
}
