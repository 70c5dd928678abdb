import { expect, inject, it } from 'vitest';
import { TEMPLATE_DATABASE } from '../support/global-setup';
import { createDatabase } from '../support/temporary-database';
import { sendManyDigests } from './many-digests';

/** `SHOPIQ_DIGESTS=10000` for the whole morning, whose figures it prints. */
const COUNT = Number(process.env['SHOPIQ_DIGESTS'] ?? 60);
const native = inject('native');
const missing = 'url' in native ? '' : ` (native PostgreSQL is missing: ${native.missing})`;

it.skipIf(missing !== '')(
  `a morning of digests by two workers, one of them killed: none is lost and none comes twice${missing}`,
  { timeout: 7_200_000 },
  async () => {
    if (!('url' in native)) return;
    const database = await createDatabase(`${native.url}/postgres`, TEMPLATE_DATABASE);
    const figures = await sendManyDigests(COUNT, database.url).finally(() => database.close());
    if (COUNT > 100) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
    expect(figures).toMatchObject({ digests: COUNT, lost: 0, twice: 0 });
    // Between the server's yes and our note of it nobody can know; a repeat is under the same Message-ID.
    expect(figures.repeated).toBeLessThanOrEqual(4);
  },
);
