import { expect, it } from 'vitest';
import { readManyStores } from './many-stores';

/** `SHOPIQ_STORES=1000` for the whole run, whose figures it prints. */
const COUNT = Number(process.env['SHOPIQ_STORES'] ?? 24);

it('many stores are read in fairness: no limit is exceeded and none starves', { timeout: 3_600_000 }, async () => {
  const figures = await readManyStores({
    count: COUNT,
    big: Math.ceil(COUNT / 100),
    workers: Math.ceil(COUNT / 30),
    hours: COUNT > 100 ? 12 : 4,
  });
  if (COUNT > 100) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  expect(figures).toMatchObject({ stores: COUNT, refused: 0, unfinished: 0 });
  // Due every hour, and looked at within minutes of it.
  expect(figures.mostSilentMinutes).toBeLessThan(75);
  expect(figures.firstMinutes.most).toBeLessThan(60);
});
