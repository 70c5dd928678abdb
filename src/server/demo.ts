import { seedDemo } from '@/services/seed-demo';
import { refreshStatistics } from '@/store/statistics';
import { ensureDemoUser } from './auth-demo';
import type { Container } from './container';
import { demoPorts } from './demo-ports';

/** Orders between two lines of progress. */
const TELL_EVERY = 2500;

/** Seed the demo workspace when it is not there, and its account on the embedded database. */
export async function seedDemoWorkspace(container: Container, say: (text: string) => void): Promise<void> {
  let told = 0;
  const seeded = await seedDemo({
    ...demoPorts(container.db, container.clock),
    onProgress: ({ orders }) => {
      if (orders - told < TELL_EVERY) return;
      told = orders;
      say(`  ${orders.toLocaleString('en-US')} orders`);
    },
  });
  if (seeded.isSeeded) await refreshStatistics(container.db);
  if (container.databaseKind === 'embedded') await ensureDemoUser(container.db, [seeded.workspaceId]);
}
