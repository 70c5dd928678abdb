import { expect, it } from 'vitest';
import { onEveryDatabase } from '~/tests/support/databases';
import { newWorkspace } from '~/tests/support/workspaces';

onEveryDatabase('many clients at once', (get) => {
  it('each get their own answer, inside and outside of transactions', async () => {
    const { db } = get();
    const workspace = await newWorkspace(db);
    const outside = (number: number): Promise<number> =>
      db.shared.$queryRaw<{ n: number }[]>`SELECT ${number}::int AS n`.then((rows) => rows[0]?.n ?? -1);
    const inside = (number: number): Promise<number> =>
      db.asWorkspace(workspace.id, async (tx) => {
        await tx.marketplaceConnection.count({ where: { name: String(number) } });
        const rows = await tx.$queryRaw<{ n: number }[]>`SELECT ${number}::int AS n`;
        return rows[0]?.n ?? -1;
      });
    const numbers = Array.from({ length: 40 }, (_, index) => index);
    const answers = await Promise.all(numbers.map((number) => (number % 2 === 0 ? outside(number) : inside(number))));
    expect(answers).toEqual(numbers);
  });
});
