import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, expect, it } from 'vitest';
import { DEMO_RATE_SOURCE } from '@/connectors/demo/rates';
import { saveRates } from '@/store/exchange-rates';
import { onEveryDatabase } from '~/tests/support/databases';
import { addRates, ECB_SOURCE, refreshRates } from './rates';

const dollar = (day: string, rate: string) => ({ quote: 'USD', day, rate });

onEveryDatabase('exchange rates', (get) => {
  const stored = async (): Promise<string[]> => {
    const rates = await get().db.shared.exchangeRate.findMany({ orderBy: { day: 'asc' } });
    return rates.map(
      ({ day, rate, source }) => `${day.toISOString().slice(0, 10)} ${rate.toString()} ${source === ECB_SOURCE ? 'bank' : 'demo'}`,
    );
  };
  const invent = (...days: string[]) =>
    saveRates(get().db, { base: 'EUR', quotes: days.map((day) => dollar(day, '9')), source: DEMO_RATE_SOURCE });

  beforeEach(() => get().db.shared.exchangeRate.deleteMany());

  it('of the bank take the place of invented ones, on days it is closed, too', async () => {
    await invent('2026-03-20', '2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30');
    await addRates(get().db, [dollar('2026-03-27', '1.0832'), dollar('2026-03-30', '1.0841')]);
    expect(await stored()).toEqual(['2026-03-20 9 demo', '2026-03-27 1.0832 bank', '2026-03-30 1.0841 bank']);
  });

  it('that are invented later fill no weekend of the bank', async () => {
    await addRates(get().db, [dollar('2026-03-27', '1.0832'), dollar('2026-03-30', '1.0841')]);
    await invent('2026-03-26', '2026-03-27', '2026-03-28', '2026-03-31');
    expect(await stored()).toEqual(['2026-03-26 9 demo', '2026-03-27 1.0832 bank', '2026-03-30 1.0841 bank', '2026-03-31 9 demo']);
  });

  it('that were published do not change, and nothing is added twice', async () => {
    await addRates(get().db, [dollar('2026-03-27', '1.0832')]);
    expect(await addRates(get().db, [dollar('2026-03-27', '1.5')])).toBe(0);
    expect(await stored()).toEqual(['2026-03-27 1.0832 bank']);
  });

  it('are completed from the feed that goes back far enough', async () => {
    const asked: string[] = [];
    const server = createServer(({ url = '' }, answer) => {
      asked.push(url);
      const day = `<Cube time='2026-03-27'><Cube currency='USD' rate='1.0832'/></Cube>`;
      answer.end(`<gesmes:Envelope xmlns:gesmes="g"><Cube>${day}</Cube></gesmes:Envelope>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const request = { now: new Date('2026-03-27T18:00:00Z'), baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, fetch };
    expect(await refreshRates(get().db, request)).toBe(1);
    expect(await refreshRates(get().db, request)).toBe(0);
    expect(asked).toEqual(['/eurofxref-hist.xml', '/eurofxref-daily.xml']);
    await new Promise((resolve) => server.close(resolve));
  });
});
