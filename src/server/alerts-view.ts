import type { AlertSettings } from '@/core/alerts/alert';
import { describeAlert, watchedColumn } from '@/core/alerts/describe';
import { formatCell } from '@/core/artifact/format';
import { presetLabel } from '@/core/query/period';
import type { Artifact } from '@/core/artifact/artifact';
import type { Workspace } from '@/core/model/workspace';
import { changeAlert, listAlerts, readEvidence, removeAlert, type AlertChange, type ListedAlert } from '@/store/alerts';
import type { User } from '@/store/users';
import type { Container } from './container';

export interface AlertView extends Pick<ListedAlert, 'id' | 'isPaused' | 'checkedAt' | 'problem' | 'raised'> {
  name: string;
  /** What is watched, and its limit, in words. */
  what: string;
  /** Over which days. */
  period: string;
  ways: string[];
  /** What can be changed of it; the limit of a rate in percent. */
  settings: Pick<AlertSettings, 'byEmail' | 'slackChannel' | 'quiet'>;
  limit: AlertSettings['condition'] & { isPercent: boolean };
  /** What the last check read: the figure as people read it (null: each member is watched), and how many are known. */
  reading: { value: string | null; known: number };
  /** What was told, the newest first; values as people read them. */
  events: { id: string; key: string; kind: 'raised' | 'cleared'; value: string; at: Date }[];
}

type Deps = Pick<Container, 'db' | 'clock' | 'queue'>;

interface Person {
  workspace: Workspace;
  user: User;
}

/** The alerts of a person, with how each stands. */
export async function readAlerts({ db }: Deps, { workspace, user }: Person): Promise<AlertView[]> {
  const alerts = await listAlerts(db, workspace.id, user.id);
  return alerts.map(({ id, settings, isPaused, checkedAt, problem, raised, reading, events }) => {
    const column = watchedColumn(settings, workspace.currency);
    const { value, known } = reading;
    return {
      id,
      isPaused,
      checkedAt,
      problem,
      raised,
      name: settings.name,
      what: describeAlert(settings, workspace),
      period: presetLabel(settings.period),
      reading: { value: value === null ? null : formatCell(value, column, workspace.locale), known },
      settings: { byEmail: settings.byEmail, slackChannel: settings.slackChannel, quiet: settings.quiet },
      limit: { ...settings.condition, isPercent: column.unit === 'ratio' },
      ways: [...(settings.byEmail ? ['e-mail'] : []), ...(settings.slackChannel === null ? [] : ['Slack'])],
      events: events.map((event) => ({ ...event, value: formatCell(event.value, column, workspace.locale) })),
    };
  });
}

/** Change how an alert tells, its limit, or whether it is paused; it is checked then. @throws AppError not_found. */
export async function editAlert(
  { db, clock, queue }: Deps,
  { workspace, user }: Person,
  { id, ...change }: AlertChange & { id: string },
): Promise<void> {
  const { condition } = change;
  const [alert] = condition ? (await listAlerts(db, workspace.id, user.id)).filter((one) => one.id === id) : [];
  const name = alert && condition ? { name: describeAlert({ ...alert.settings, condition }, workspace).slice(0, 120) } : {};
  await changeAlert(db, workspace.id, { userId: user.id, id, change: { ...change, ...name }, now: clock.now() });
  if (change.isPaused !== true) await (await queue()).send('check-alerts', { workspaceId: workspace.id }, workspace.id);
}

/** @throws AppError not_found. */
export function dropAlert({ db }: Deps, { workspace, user }: Person, id: string): Promise<void> {
  return removeAlert(db, workspace.id, { userId: user.id, id });
}

/** The answer that showed it when it was told. @throws AppError not_found. */
export function alertEvidence({ db }: Deps, { workspace, user }: Person, eventId: string): Promise<Artifact> {
  return readEvidence(db, workspace.id, { userId: user.id, eventId });
}
