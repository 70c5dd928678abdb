import { afterEach, expect, it } from 'vitest';
import { newArtifact } from '@/core/artifact/artifact';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { openSlackPlace } from '~/tests/support/slack-place';
import { NOW } from '~/tests/support/small-shop';
import { newWorkspace } from '~/tests/support/workspaces';
import { slackSender } from './send-slack';

let closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

onEmbeddedDatabase('a message to a Slack channel', (get) => {
  const open = async () => {
    const place = await openSlackPlace(get().db, closing, { now: () => NOW });
    const member = await place.linked();
    const answer = { ...newArtifact('answer', 'Sales', 'Net sales were **[[t1/0/netSales]]**.') };
    answer.tables = [
      {
        id: 't1',
        title: 'Net sales',
        columns: [{ id: 'netSales', label: 'Net sales', role: 'metric', type: 'number', unit: 'money', currency: 'USD' }],
        rows: [{ netSales: 165 }],
        complete: true,
        totalRows: 1,
      },
    ];
    const message = {
      id: crypto.randomUUID(),
      workspace: member.workspace,
      recipient: 'C0REPORTS',
      subject: 'Weekly: net sales $165.00',
      createdAt: NOW,
      content: {
        kind: 'digest' as const,
        preheader: '',
        notes: ['Etsy could not be read again.'],
        answers: [answer],
        reason: 'You get "Weekly".',
        settingsPath: '/digests',
        unsubscribes: null,
      },
    };
    return { ...place, ...member, message, send: slackSender(place.deps) };
  };

  it('begins with its subject and what must be known, and has its answers in the thread', async () => {
    const place = await open();
    expect(await place.send(place.message)).toBe('sent');
    const [head, ...rest] = place.slack.messages;
    expect(JSON.stringify(head)).toContain('Weekly: net sales $165.00');
    expect(JSON.stringify(head)).toContain('Etsy could not be read again.');
    expect(rest.length).toBeGreaterThan(0);
    expect(JSON.stringify(rest)).toContain('$165.00');
  });

  it('is refused for good where no team is connected', async () => {
    const place = await open();
    const workspace = await newWorkspace(get().db);
    await expect(place.send({ ...place.message, workspace })).rejects.toMatchObject({ code: 'not_supported', retry: 'never' });
  });
});
