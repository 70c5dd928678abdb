import { toolContextOf, type AgentDeps } from '@/agent/answer';
import { evidenceOf, headlineOf, measureAlert, type Measured } from '@/agent/alerts/measure-alert';
import type { AlertEvent, AlertStanding } from '@/core/alerts/alert';
import { evaluateAlert } from '@/core/alerts/evaluate';
import { afterQuiet } from '@/core/alerts/quiet';
import type { AlertBook } from '@/core/alerts/ports';
import { AppError, isAppError } from '@/core/errors';
import type { Actor } from '@/core/model/actor';
import type { Workspace } from '@/core/model/workspace';
import {
  createAlert,
  noteProblem,
  recordCheck,
  watchedAlerts,
  type AlertFindings,
  type AlertReading,
  type WatchedAlert,
} from '@/store/alerts';
import type { Database } from '@/store/client';
import { dueItems } from '@/store/due';
import { nameBasedUuid } from '@/store/fact-ids';
import type { Channel, NewMessage } from '@/store/messages';
import { workspaceById } from '@/store/workspaces';

export interface AlertDeps {
  db: Database;
  agent: AgentDeps;
  now: () => Date;
}

/** Alerts looked at for their workspaces at once. */
const MOST_DUE = 2000;

/** Workspaces with alerts that no sync has had checked for a while. */
export async function workspacesToCheck({ db, now }: Pick<AlertDeps, 'db' | 'now'>): Promise<string[]> {
  return [...new Set((await dueItems(db, 'alert', { now: now(), limit: MOST_DUE })).map(({ workspaceId }) => workspaceId))];
}

/**
 * Check every alert of a workspace against the data of now. One that cannot be checked says why on its page and holds up
 * no other.
 * @returns how many things were raised or cleared.
 */
export async function checkAlerts(deps: AlertDeps, workspaceId: string): Promise<number> {
  const alerts = await watchedAlerts(deps.db, workspaceId);
  if (alerts.length === 0) return 0;
  const workspace = await workspaceById(deps.db, workspaceId);
  const data = deps.agent.dataOf(workspace);
  let told = 0;
  for (const alert of alerts) told += await checkAlert(deps, { alert, workspace, data: () => data });
  return told;
}

async function checkAlert(
  { db, agent, now }: AlertDeps,
  { alert, workspace, data }: { alert: WatchedAlert; workspace: Workspace; data: AgentDeps['dataOf'] },
): Promise<number> {
  const { id, settings } = alert;
  const at = now();
  try {
    const measured = await measureAlert(toolContextOf({ ...agent, dataOf: data }, workspace), settings, { raised: alert.raised });
    return await recordCheck(db, workspace.id, {
      id,
      now: at,
      sendAt: afterQuiet(settings.quiet, at, workspace.timeZone),
      found: foundOf(measured),
      decide: (standings) => findingsOf(alert, { measured, standings, workspace, at }),
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
    await noteProblem(db, workspace.id, { id, problem: error.toString(), now: at });
    return 0;
  }
}

/** How it stands now, for its card. */
function foundOf({ values }: Measured): AlertReading {
  const known = [...values.values()].filter((value) => value !== null);
  return { value: values.get('') ?? null, known: known.length };
}

interface Check {
  measured: Measured;
  standings: readonly AlertStanding[];
  workspace: Workspace;
  at: Date;
}

/** What changed, told once for what was raised and once for what is back. */
function findingsOf(alert: WatchedAlert, check: Check): AlertFindings {
  const { settings } = alert;
  const all = evaluateAlert(settings.condition, { standings: check.standings, values: check.measured.values });
  const kinds = (['raised', 'cleared'] as const)
    .map((kind) => all.filter((event) => event.kind === kind))
    .filter((events) => events.length > 0);
  return {
    events: kinds.flatMap((events) => events.map((event) => ({ event, evidence: evidenceOf(settings, check.measured, [event]) }))),
    messages: kinds.flatMap((events) => messagesOf(alert, events, check)),
  };
}

function messagesOf(alert: WatchedAlert, events: readonly AlertEvent[], { measured, workspace, at }: Check): NewMessage[] {
  const { id, userId, settings, email } = alert;
  const subject = headlineOf(settings, measured, { events, locale: workspace.locale });
  const to = (channel: Channel, recipient: string): NewMessage => ({
    id: nameBasedUuid('alert', id, at.toISOString(), events[0]?.kind ?? '', channel),
    userId,
    channel,
    recipient,
    subject,
    content: {
      kind: 'alert',
      preheader: workspace.name,
      notes: [],
      answers: [evidenceOf(settings, measured, events)],
      reason: `You asked to be told of "${settings.name}" in ${workspace.name}.`,
      settingsPath: '/alerts',
      unsubscribes: { kind: 'alerts', id: userId },
    },
  });
  return [
    ...(settings.byEmail ? [to('email', email)] : []),
    ...(settings.slackChannel === null ? [] : [to('slack', settings.slackChannel)]),
  ];
}

/** The alerts of the person who asks. */
export function alertBookOf(db: Database, workspace: Workspace, { actor, now }: { actor: Actor | undefined; now: () => Date }): AlertBook {
  return {
    async create(settings) {
      if (!actor) throw new AppError('forbidden', 'Nobody is signed in here, so there is nobody to tell.', { remedy: 'Ask in the chat.' });
      await createAlert(db, workspace.id, { userId: actor.userId, settings, now: now() });
    },
  };
}
