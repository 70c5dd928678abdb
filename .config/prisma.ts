import { defineConfig } from 'prisma/config';

// Only for the Prisma CLI (generate, migrate diff). The app itself reads src/platform/env.ts.
export default defineConfig({
  schema: '../prisma/schema',
  migrations: { path: '../prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:5999/postgres' },
});
