import { seedDemo } from '@/services/seed-demo';
import { ensureDemoUser } from './auth-demo';
import type { Container } from './container';
import { demoPorts } from './demo-ports';

/** Orders between two lines of progress. */
const TELL_EVERY = 2500;

/** Seed the demo workspace when it is not there, and its account on the embedded database. */
export async function seedDemoWorkspace(container: Container, say: (text: string) => void, scale = 1): Promise<void> {
  let told = 0;
  const ports = {
    ...demoPorts(container.db, container.clock),
    onProgress: ({ orders }: { orders: number }) => {
      if (orders - told < TELL_EVERY) return;
      told = orders;
      say(`  ${orders.toLocaleString('en-US')} orders`);
    },
  };
  const seeded = await seedDemo(ports, { scale });
  if (seeded.isSeeded) await container.settle(seeded.workspaceId);
  if (container.databaseKind === 'embedded') await ensureDemoUser(container.db, [seeded.workspaceId]);
}
