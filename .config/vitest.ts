import path from 'node:path';
import { defineConfig } from 'vitest/config';

const root = path.resolve(import.meta.dirname, '..');

/**
 * The suffix tells the cost: *.test.ts pure, *.integration.test.ts real databases, tests/e2e real browser.
 * Global set-up starts the native PostgreSQL and prepares migrated templates of both databases.
 */
export default defineConfig({
  root,
  resolve: { alias: { '@': path.join(root, 'src'), '~': root } },
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.{ts,tsx}', 'evals/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    hookTimeout: 180_000,
    testTimeout: 60_000,
    env: { NODE_ENV: 'test', TZ: 'America/New_York' },
  },
});
