import { randomUUID } from 'node:crypto';
import pg from 'pg';

/** Create an empty database, or a copy of a template, on a server; closing it drops it. The role needs the right to create databases. */
export async function createDatabase(adminUrl: string, template: string | null): Promise<{ url: string; close(): Promise<void> }> {
  const name = `shopiq_test_${randomUUID().replaceAll('-', '')}`;
  await administer(adminUrl, `CREATE DATABASE ${name}${template === null ? '' : ` TEMPLATE ${template}`}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.toString(), close: () => administer(adminUrl, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Run a statement that belongs to no database. */
export async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
