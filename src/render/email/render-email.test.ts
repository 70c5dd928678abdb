import { expect, it } from 'vitest';
import { newArtifact, type Artifact, type Column } from '@/core/artifact/artifact';
import { MAX_HTML_BYTES, renderEmail, type EmailInput } from './render-email';

const product: Column = { id: 'product', label: 'Product', role: 'dimension', type: 'string', unit: 'none' };
const money = (id: string, label: string): Column => ({ id, label, role: 'metric', type: 'number', unit: 'money', currency: 'BRL' });

function answer(index: number, rows: number): Artifact {
  return {
    ...newArtifact(
      'answer',
      `Best products of week ${index}`,
      `**[[t1/0/product]]** led with [[t1/0/netSales]].\n\n- All: [[t1/total/netSales]]`,
    ),
    tables: [
      {
        id: 't1',
        title: 'Net sales by product',
        columns: [
          product,
          money('netSales', 'Net sales'),
          money('grossSales', 'Gross sales'),
          money('returns', 'Returns'),
          money('taxes', 'Taxes'),
        ],
        rows: Array.from({ length: rows }, (_, row) => ({
          product: `Stoneware mug in the colour of the sea, number ${row}`,
          netSales: 9000.5 - row,
          grossSales: 9900 - row,
          returns: -row,
          taxes: row / 4,
        })),
        complete: true,
        totalRows: rows,
        totals: { netSales: 123_456.78 },
      },
    ],
    charts: [
      { id: 'c1', kind: 'bar', title: 'Best products', tableId: 't1', x: 'product', y: ['netSales'], alt: 'The first mug sold best.' },
    ],
    provenance: [
      {
        tool: 'queryMetrics',
        tableIds: ['t1'],
        definitions: [],
        period: { from: '2026-10-01', to: '2026-10-31' },
        periodLabel: '',
        timeZone: 'America/Sao_Paulo',
        currency: 'BRL',
        rates: [],
        basis: 'event',
        rowsRead: 1,
        freshness: [],
        gaps: [],
      },
    ],
  };
}

const input = (given: Partial<EmailInput> = {}): EmailInput => ({
  subject: 'Your week',
  preheader: 'Net sales rose.',
  sections: [answer(1, 3)],
  footer: { reason: 'You asked for this every Monday.', links: [{ label: 'Stop these mails', href: '/settings?stop=abc' }] },
  locale: 'en-US',
  baseUrl: 'https://shop.example/',
  ...given,
});
const bytes = (text: string): number => new TextEncoder().encode(text).length;
const hrefs = (html: string): string[] => [...html.matchAll(/(?:href|src)="([^"]*)"/g)].map((match) => match[1] ?? '');

it('holds the subject, the preheader, the sentence, the table, the picture and what the answer rests on', async () => {
  const { html, text, attachments } = await renderEmail(input());
  for (const part of [
    'Your week',
    'Net sales rose.',
    'Best products of week 1',
    '9,000.50',
    '123,456.78',
    'America/Sao_Paulo',
    'event date',
  ])
    expect(html).toContain(part);
  for (const part of ['Your week', 'Best products of week 1', '9,000.50', '123,456.78', 'America/Sao_Paulo', 'You asked for this'])
    expect(text).toContain(part);
  expect(attachments).toHaveLength(1);
  expect(html).toContain(`src="cid:${attachments[0]?.cid}"`);
  expect(html).toContain('alt="The first mug sold best."');
  expect(new TextDecoder().decode(attachments[0]?.content.slice(1, 4))).toBe('PNG');
});

it('says what is not shown, with a link to it', async () => {
  const { html, text } = await renderEmail(input({ sections: [answer(1, 500)], linkTo: () => '/chat/7' }));
  expect(html).toMatch(/<a href="https:\/\/shop\.example\/chat\/7"[^>]*>488 more rows, 1 more column<\/a>/);
  expect(text).toContain('... 488 more');
  expect(text).toContain('https://shop.example/chat/7');
});

it('stays whole in Gmail however much there is to say', async () => {
  const sections = Array.from({ length: 20 }, (_, index) => answer(index, 500));
  const { html, attachments } = await renderEmail(input({ sections }));
  expect(bytes(html)).toBeLessThanOrEqual(MAX_HTML_BYTES);
  for (const { title } of sections) expect(html).toContain(title);
  expect(html).toContain('https://shop.example/');
  expect(html).toMatch(/more rows|See the table/);
  expect(attachments.every(({ cid }) => html.includes(`cid:${cid}"`))).toBe(true);
});

it('leaves out the last answers, and says how many, when even sentences are too many', async () => {
  const sections = Array.from({ length: 120 }, (_, index) => ({ ...answer(index, 2), prose: 'word '.repeat(200) }));
  const { html } = await renderEmail(input({ sections: sections.map((section) => ({ ...section, charts: [] })) }));
  expect(bytes(html)).toBeLessThanOrEqual(MAX_HTML_BYTES);
  expect(html).toMatch(/\d+ more answers<\/a>/);
});

it('drops a picture together with its table: no number stands in a picture only', async () => {
  const sections = Array.from({ length: 60 }, (_, index) => answer(index, 500));
  const { html, attachments } = await renderEmail(
    input({ sections: sections.map((section, index) => (index < 2 ? section : { ...section, charts: [] })) }),
  );
  expect(html).not.toContain('<thead>');
  expect(html).not.toContain('cid:');
  expect(attachments).toEqual([]);
  expect(html).toContain('See the table');
});

it('links absolutely, and only to http and https', async () => {
  const { html } = await renderEmail(input({ sections: [answer(1, 500)] }));
  expect(hrefs(html).length).toBeGreaterThan(2);
  expect(hrefs(html).filter((href) => !/^(https:\/\/shop\.example\/|cid:)/.test(href))).toEqual([]);
  await expect(renderEmail(input({ linkTo: () => 'javascript:alert(1)' }))).rejects.toMatchObject({ code: 'invalid_input' });
  await expect(renderEmail(input({ baseUrl: 'shop' }))).rejects.toMatchObject({ code: 'invalid_input' });
});

it('makes no markup, link, image or header of what strangers wrote', async () => {
  const evil = answer(1, 2);
  const [table] = evil.tables;
  if (!table) throw new Error('the answer has a table');
  const rows = [
    { product: '<img src=x onerror=alert(1)> **bold** [x](https://evil.example)', netSales: 1 },
    { product: 'visit evil.com or https://evil.example/x now', netSales: 1 },
  ];
  const { html, text, subject } = await renderEmail(
    input({
      subject: 'Week\r\nBcc: thief@evil.example',
      sections: [
        {
          ...evil,
          title: '<script>x</script> www.evil.example',
          tables: [{ ...table, rows }],
          prose: '[[t1/0/product]] and [[t1/1/product]]',
          charts: [],
        },
      ],
    }),
  );
  expect(html).not.toMatch(/<img|<script|onerror=alert|href="[^"]*evil/);
  for (const part of [html, text]) expect(part).not.toMatch(/evil\.(?:com|example)/);
  expect(subject).toBe('Week Bcc: thief@evil.example');
});

it('works for a question back and for a refusal', async () => {
  const clarify: Artifact = {
    ...newArtifact('clarify', 'Which sales?', 'Net or gross?'),
    options: [{ label: 'Net', value: '$5', question: 'q' }],
  };
  const { html, text } = await renderEmail(input({ sections: [clarify, newArtifact('refusal', 'No data', 'There is none.')] }));
  for (const part of [html, text]) expect(part).toMatch(/Net: \$5[\s\S]*There is none\./);
});

it('lists the figures of a period one a line, with those of the period before', async () => {
  const column = (id: string, more: Partial<Column>): Column => ({
    id,
    label: id,
    role: 'derived',
    type: 'number',
    unit: 'count',
    ...more,
  });
  const compared = (id: string, label: string, own: Partial<Column>): Column[] => [
    column(id, { label, role: 'metric', ...own }),
    column(`${id}_previous`, { ...own, derivation: 'comparison' }),
    column(`${id}_change`, { ...own, derivation: 'change' }),
    column(`${id}_changePct`, { unit: 'ratio', derivation: 'changePct' }),
  ];
  const figures: Artifact = {
    ...newArtifact('answer', 'Sales', 'Sales of the week.'),
    tables: [
      {
        id: 't1',
        title: 'Figures',
        columns: [...compared('netSales', 'Net sales', { unit: 'money', currency: 'USD' }), ...compared('orders', 'Orders', {})],
        rows: [
          {
            netSales: 7606.02,
            netSales_previous: 8431.58,
            netSales_change: -825.56,
            netSales_changePct: -0.0979,
            orders: 104,
            orders_previous: 123,
            orders_change: -19,
            orders_changePct: -0.1545,
          },
        ],
        complete: true,
        totalRows: 1,
      },
    ],
  };
  const { html, text } = await renderEmail(input({ sections: [figures], locale: 'en-US' }));
  const lines = [...html.matchAll(/<th scope="row"[\s\S]*?<\/tr>/g)].map(([line]) => line.replace(/<[^>]*>/g, '|').replace(/\|+/g, '|'));
  expect(lines).toEqual(['|Net sales|$7,606.02|$8,431.58|\u2212$825.56 (\u22129.79%)|', '|Orders|104|123|\u221219 (\u221215.45%)|']);
  expect(text).toContain('Net sales: $7,606.02, before $8,431.58, \u2212$825.56 (\u22129.79%)');
  expect(html).not.toContain('more columns');
});
