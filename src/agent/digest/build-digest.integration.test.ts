import { beforeAll, expect, it } from 'vitest';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { NOW, writeSmallShop } from '~/tests/support/small-shop';
import type { Artifact } from '@/core/artifact/artifact';
import { renderProse } from '@/core/artifact/prose';
import { digestSettingsSchema, type DigestSection } from '@/core/digest/digest';
import { SECTION_IDS } from '@/core/digest/sections';
import type { Workspace } from '@/core/model/workspace';
import { workspaceData } from '@/server/workspace-data';
import type { AgentDeps } from '../answer';
import { builtinModel } from '../model';
import { buildDigest, type DigestIssue } from './build-digest';

onEmbeddedDatabase('a digest', (get) => {
  let workspace: Workspace;
  beforeAll(async () => {
    workspace = await writeSmallShop(get().db, 'digest');
  });

  const deps = (): AgentDeps => ({
    model: builtinModel(),
    modelTimeoutMs: 2000,
    dataOf: (of) => workspaceData(get().db, of),
    now: () => NOW,
  });
  const all = SECTION_IDS.map((id): DigestSection => ({ kind: 'standard', id }));

  function build(sections: readonly DigestSection[], dueAt = new Date('2026-03-01T08:00:00Z')): Promise<DigestIssue> {
    const settings = digestSettingsSchema.parse({
      name: 'Monthly',
      schedule: { every: 'month', monthDay: 1, at: '08:00' },
      sections,
      byEmail: true,
      slackChannel: null,
      whenStale: 'mark',
    });
    return buildDigest(deps(), { workspace, settings, dueAt });
  }
  const prose = (answer: Artifact | undefined): string => (answer ? renderProse(answer, 'en-US') : '');

  it('tells of the last whole month before it is due, and its subject says the first figure', async () => {
    const issue = await build(all);
    expect(issue.period).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(issue.subject).toBe('Monthly: net sales $165.00, 450% more');
    expect(issue.preheader.replaceAll(/\s/g, ' ')).toBe('Net sales, Feb 1 – 28, 2026');
    expect(issue.answers.map(({ kind, title }) => [kind, title])).toEqual(
      ['Sales', 'What changed most', 'Marketplaces', 'Best sellers', 'Returns', 'Out of stock', 'Reviews', 'Fees'].map((title) => [
        'answer',
        title,
      ]),
    );
    const [sales, changed, , products] = issue.answers;
    expect(sales?.tables[0]?.rows).toMatchObject([{ netSales: 165, netSales_previous: 30, orders: 3, unitsSold: 8 }]);
    expect(sales?.charts.map(({ kind }) => kind)).toContain('bar');
    expect(prose(changed)).toContain('The largest part of it by category: **trays** with $145.00');
    expect(products?.tables[0]?.rows.map((row) => [row['product'], row['netSales']])).toEqual([
      ['Oak tray', 145],
      ['Blue mug', 20],
    ]);
  });

  it('says of each section that has nothing to show why, with the period it looked in', async () => {
    const issue = await build([
      { kind: 'standard', id: 'stockOuts' },
      { kind: 'standard', id: 'reviews' },
    ]);
    expect(issue.answers.map(prose)).toEqual(['No stock levels are known: none of the accounts tells them.', 'No reviews came in.']);
    expect(issue.answers[1]?.provenance[0]?.period).toEqual({ from: '2026-02-01', to: '2026-02-28' });
    expect(issue.subject.replaceAll(/\s/g, ' ')).toBe('Monthly, Feb 1 – 28, 2026');
  });

  it('answers a question of ones own, and one that cannot be answered spoils no other', async () => {
    const issue = await build([
      { kind: 'question', question: 'How many visitors did I have?' },
      { kind: 'question', question: 'Net sales by marketplace in February 2026' },
    ]);
    expect(issue.answers.map(({ kind }) => kind)).toEqual(['refusal', 'answer']);
    expect(issue.answers[1]?.tables[0]?.rows.map((row) => row['netSales'])).toEqual([120, 45]);
  });

  it('names accounts that could not be read again', async () => {
    const slow = await writeSmallShop(get().db, 'digest-stale');
    const late: AgentDeps = {
      ...deps(),
      dataOf: (of) => {
        const data = workspaceData(get().db, of);
        const coverage = async () => {
          const found = await data.coverage.coverage();
          const standing = {
            status: 'error',
            cadenceMinutes: 60,
            retryAt: null,
            errorText: 'Etsy does not answer.',
            pastUntil: null,
          } as const;
          const asOf = new Date('2026-03-13T09:30:00Z');
          return { ...found, connections: found.connections.map((one, index) => (index === 0 ? { ...one, standing, asOf } : one)) };
        };
        return { ...data, coverage: { ...data.coverage, coverage } };
      },
    };
    const settings = digestSettingsSchema.parse({
      name: 'Weekly',
      schedule: { every: 'week', weekday: 1, at: '08:00' },
      sections: [{ kind: 'standard', id: 'sales' }],
      byEmail: true,
      slackChannel: null,
      whenStale: 'skip',
    });
    const issue = await buildDigest(late, { workspace: slow, settings, dueAt: new Date('2026-03-09T08:00:00Z') });
    expect(issue.stale).toHaveLength(1);
    expect(issue.notes[0]).toMatch(/could not be read again since 2026-03-13 09:30: what came after is not in this digest\./);
  });
});
