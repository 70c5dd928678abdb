import { formatCell, formatPeriod } from '@/core/artifact/format';
import type { Artifact, Table } from '@/core/artifact/artifact';
import type { DigestSettings } from '@/core/digest/digest';
import { digestPeriod } from '@/core/digest/schedule';
import { toLocal } from '@/core/model/calendar';
import { accountTitle } from '@/core/model/marketplaces';
import type { Workspace } from '@/core/model/workspace';
import type { Coverage } from '@/core/ports';
import type { Period } from '@/core/query/query';
import { isBehind, isDue } from '@/core/sync/standing';
import { toolContextOf, type AgentDeps, type WorkspaceData } from '../answer';
import { buildSection } from './build-section';

/** A digest as it is sent, whatever it is sent by. */
export interface DigestIssue {
  subject: string;
  preheader: string;
  period: Period;
  /** What must be known of all of it. */
  notes: string[];
  /** Accounts that are not as fresh as they should be; their names. */
  stale: string[];
  /** One for each section, in order. */
  answers: Artifact[];
}

/** Accounts are waited for so long before a digest is made of what is there. */
const REFRESH_WAIT_MS = 45_000;

/**
 * Make a digest: accounts that are due are read again first, then each section is asked of the last whole day, week or
 * month before it was due. No model is needed: standard sections are queries, questions go to the built-in analyst.
 */
export async function buildDigest(
  deps: AgentDeps,
  { workspace, settings, dueAt }: { workspace: Workspace; settings: DigestSettings; dueAt: Date },
): Promise<DigestIssue> {
  const data = deps.dataOf(workspace);
  const coverage = await refreshed(deps, data);
  const bound: AgentDeps = { ...deps, dataOf: () => data };
  const period = digestPeriod(settings.schedule.every, dueAt, workspace);
  const answers: Artifact[] = [];
  for (const section of settings.sections) answers.push(await buildSection(bound, toolContextOf(bound, workspace), { section, period }));
  const stale = coverage.connections.filter((connection) => isBehind(connection, deps.now()));
  return {
    ...headlineOf(settings.name, answers, { period, locale: workspace.locale }),
    period,
    stale: stale.map(accountTitle),
    notes: stale.map((connection) => {
      const asOf = connection.asOf ? ` since ${toLocal(connection.asOf, workspace.timeZone).slice(0, 16).replace('T', ' ')}` : ' yet';
      return `${accountTitle(connection)} could not be read again${asOf}: what came after is not in this digest.`;
    }),
    answers,
  };
}

async function refreshed(deps: AgentDeps, { coverage, sync }: WorkspaceData): Promise<Coverage> {
  const before = await coverage.coverage();
  const due = before.connections.filter((connection) => isDue(connection, deps.now()));
  if (due.length === 0) return before;
  await sync.refresh(
    due.map(({ id }) => id),
    { waitMs: REFRESH_WAIT_MS },
  );
  return coverage.coverage();
}

/** "Weekly: net sales $12,345.60, 8.1% more", from the first figure there is. */
function headlineOf(
  name: string,
  answers: readonly Artifact[],
  { period, locale }: { period: Period; locale: string },
): Pick<DigestIssue, 'subject' | 'preheader'> {
  const days = formatPeriod(period, locale);
  const figure = figureOf(answers[0]?.tables[0], locale);
  return {
    subject: figure === null ? `${name}, ${days}` : `${name}: ${figure.value}${figure.change}`,
    preheader: figure === null ? answers.map(({ title }) => title).join(', ') : `${figure.label}, ${days}`,
  };
}

function figureOf(table: Table | undefined, locale: string): { label: string; value: string; change: string } | null {
  const column = table?.columns.find(({ role }) => role === 'metric');
  const row = table?.rows.length === 1 ? table.rows[0] : undefined;
  const value = column && row?.[column.id];
  if (!table || !column || typeof value !== 'number') return null;
  const share = table.columns.find(({ id }) => id === `${column.id}_changePct`);
  const changed = share && row?.[share.id];
  const change =
    share && typeof changed === 'number' && changed !== 0
      ? `, ${formatCell(Math.abs(changed), share, locale)} ${changed > 0 ? 'more' : 'less'}`
      : '';
  return { label: column.label, value: `${column.label.toLowerCase()} ${formatCell(value, column, locale)}`, change };
}
