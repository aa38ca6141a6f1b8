import { defineConfig } from 'prisma/config';

/**
 * Read by the Prisma command line only (`prisma generate`, `prisma migrate status`). The application never loads it:
 * it takes its address from server/config.ts and applies migrations itself (server/platform/migrate.ts).
 */
export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? '' },
});
