import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { fetchRates, feedFor } from './fetch-rates';
import { readFeed } from './read-feed';

const envelope = (days: string): string => `<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
  <gesmes:subject>Reference rates</gesmes:subject>
  <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
  <Cube>${days}</Cube>
</gesmes:Envelope>`;
const FRIDAY = `<Cube time='2026-03-27'><Cube currency='USD' rate='1.0832'/><Cube currency='JPY' rate='161.90'/></Cube>`;
const THURSDAY = `<Cube time="2026-03-26"><Cube currency="USD" rate="1.0801"/></Cube>`;

describe('rates of the European Central Bank', () => {
  it('of one day are read as printed', () => {
    expect(readFeed(envelope(FRIDAY))).toEqual([
      { quote: 'USD', day: '2026-03-27', rate: '1.0832' },
      { quote: 'JPY', day: '2026-03-27', rate: '161.90' },
    ]);
  });

  it('of many days are read, in either way of quoting', () => {
    expect(readFeed(envelope(FRIDAY + THURSDAY)).map(({ day, quote }) => `${day} ${quote}`)).toEqual([
      '2026-03-27 USD',
      '2026-03-27 JPY',
      '2026-03-26 USD',
    ]);
  });

  it('are read from the history as CSV, without currencies that are not quoted', () => {
    const text = 'Date,USD,JPY,BGN,GBP,RUB,\n2026-03-27,1.0832,161.94,N/A,0.83510,N/A,\n2025-12-31,1.0750,160.02,1.9558,0.83120,N/A,\n';
    expect(readFeed(text)).toEqual([
      { quote: 'USD', day: '2026-03-27', rate: '1.0832' },
      { quote: 'JPY', day: '2026-03-27', rate: '161.94' },
      { quote: 'GBP', day: '2026-03-27', rate: '0.83510' },
      { quote: 'USD', day: '2025-12-31', rate: '1.0750' },
      { quote: 'JPY', day: '2025-12-31', rate: '160.02' },
      { quote: 'BGN', day: '2025-12-31', rate: '1.9558' },
      { quote: 'GBP', day: '2025-12-31', rate: '0.83120' },
    ]);
  });

  it.each([
    ['cut off', envelope(FRIDAY).slice(0, 300)],
    ['another page', '<html><body>Sorry</body></html>'],
    ['empty', ''],
    ['of a day that is none', envelope(FRIDAY.replace('03-27', '02-30'))],
    ['with a rate that is none', envelope(FRIDAY.replace('1.0832', '-1'))],
  ])('that are %s are refused with the remedy', (_, text) => {
    expect(() => readFeed(text)).toThrow(
      expect.objectContaining({ code: 'unreadable_file', remedy: expect.stringContaining('eurofxref') as string }) as Error,
    );
  });

  it.each([
    [null, 'eurofxref-hist.xml'],
    ['2025-06-01', 'eurofxref-hist.xml'],
    ['2026-03-20', 'eurofxref-hist-90d.xml'],
    ['2026-03-26', 'eurofxref-daily.xml'],
  ])('known up to %s are completed from %s', (since, feed) => {
    expect(feedFor(since, '2026-03-27')).toBe(feed);
  });

  it('are fetched, and only those that are lacking are given', async () => {
    const asked: string[] = [];
    const server = createServer(({ url = '' }, answer) => {
      asked.push(url);
      answer.end(envelope(FRIDAY + THURSDAY));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const quotes = await fetchRates({ since: '2026-03-26', today: '2026-03-27', baseUrl, fetch });
    expect(quotes.map(({ day, quote }) => `${day} ${quote}`)).toEqual(['2026-03-27 USD', '2026-03-27 JPY']);
    expect(asked).toEqual(['/eurofxref-daily.xml']);
    await new Promise((resolve) => server.close(resolve));
    await expect(fetchRates({ since: null, today: '2026-03-27', baseUrl, fetch })).rejects.toMatchObject({
      code: 'source_unavailable',
      retry: 'later',
    });
  });
});
