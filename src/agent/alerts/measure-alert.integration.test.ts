import { expect, it } from 'vitest';
import { builtinModel } from '@/agent/model';
import { toolContextOf } from '@/agent/answer';
import { alertSettingsSchema } from '@/core/alerts/alert';
import { workspaceData } from '@/server/workspace-data';
import { onEmbeddedDatabase } from '~/tests/support/databases';
import { writeSmallShop } from '~/tests/support/small-shop';
import { measureAlert } from './measure-alert';

onEmbeddedDatabase('what an alert watches', (get) => {
  it('of more members than are looked at holds those nearest to the limit, and those that were told of', async () => {
    const workspace = await writeSmallShop(get().db, 'measure-alert');
    const deps = {
      model: builtinModel(),
      modelTimeoutMs: 2000,
      dataOf: () => workspaceData(get().db, workspace),
      now: () => new Date('2026-03-15T12:00:00Z'),
    };
    const measured = async (is: 'above' | 'below', raised: string[]) => {
      const settings = alertSettingsSchema.parse({
        name: 'Units of a product',
        metric: 'unitsSold',
        each: 'product',
        period: 'all',
        condition: { is, value: 1 },
        byEmail: true,
      });
      return [...(await measureAlert(toolContextOf(deps, workspace), settings, { raised, most: 1 })).values];
    };
    expect(await measured('above', [])).toEqual([['Blue mug', 6]]);
    expect(await measured('below', [])).toEqual([['Oak tray', 5]]);
    expect(await measured('below', ['Blue mug'])).toEqual([
      ['Oak tray', 5],
      ['Blue mug', 6],
    ]);
    expect(await measured('below', ['Oak tray', 'A product that is gone'])).toEqual([['Oak tray', 5]]);
  });
});
