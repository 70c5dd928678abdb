import { PrismaPg } from '@prisma/adapter-pg';
import { AppError } from '@/core/errors';
import { Prisma, PrismaClient } from './generated/client';

export { Prisma };

/** A transaction bound to one workspace by row-level security. All tenant data goes through one. */
export type TenantTx = Prisma.TransactionClient;

/** A client whose errors are the product's. */
type SharedClient = ReturnType<typeof translateFaults>;

export interface Database {
  /** Tables that are not tenant data (users, workspaces, exchange rates). Never use it for tenant tables. */
  readonly shared: SharedClient;
  /**
   * Run in a transaction that sees and writes only one workspace's rows: drops to the role that cannot bypass
   * row-level security and names the workspace, both for this transaction only.
   */
  asWorkspace<T>(workspaceId: string, work: (tx: TenantTx) => Promise<T>): Promise<T>;
  /** The memberships of a person, before a workspace is chosen. */
  asUser<T>(userId: string, work: (tx: TenantTx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

// Of every transaction: the embedded database runs one at a time, so a waiter may wait for an import page.
const TRANSACTION = { maxWait: 60_000, timeout: 300_000 };

/** Connect to a PostgreSQL URL, embedded or native. */
export function connectDatabase(url: string, poolSize = 8): Database {
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: poolSize }), transactionOptions: TRANSACTION });
  const asTenant = <T>(setting: 'workspace_id' | 'user_id', id: string, work: (tx: TenantTx) => Promise<T>): Promise<T> =>
    prisma
      .$transaction(async (tx) => {
        await tx.$queryRawUnsafe(`SELECT set_config('role', 'shopiq_app', true), set_config('shopiq.${setting}', $1, true)`, id);
        return work(tx);
      })
      .catch((error: unknown) => {
        throw translateError(error);
      });
  return {
    shared: translateFaults(prisma),
    asWorkspace: (workspaceId, work) => asTenant('workspace_id', workspaceId, work),
    asUser: (userId, work) => asTenant('user_id', userId, work),
    close: () => prisma.$disconnect(),
  };
}

/** The same client, its faults translated. */
function translateFaults(prisma: PrismaClient) {
  return prisma.$extends({
    query: {
      $allOperations: ({ args, query }) =>
        query(args).catch((error: unknown) => {
          throw translateError(error);
        }),
    },
  });
}

/** Faults of the database as errors with a remedy; everything else as it is. */
function translateError(error: unknown): unknown {
  const text = error instanceof Error ? error.message : '';
  if (/25006|read-only transaction/.test(text)) {
    return new AppError('database_read_only', 'The database accepts no writes: it is read-only.', {
      cause: error,
      remedy: 'Point DATABASE_URL at the primary server, or end its read-only mode. Nothing was changed.',
    });
  }
  if (error instanceof Prisma.PrismaClientKnownRequestError && ['P1001', 'P1002', 'P1008', 'P1017', 'P2024'].includes(error.code)) {
    return new AppError('database_unavailable', 'The database does not answer.', {
      cause: error,
      retry: 'later',
      remedy: 'Check that it runs, then try again. Nothing was lost.',
    });
  }
  if (/ECONNREFUSED|ECONNRESET|Connection terminated|Can't reach database/.test(text)) {
    return new AppError('database_unavailable', 'The database does not answer.', {
      cause: error,
      retry: 'later',
      remedy: 'Check that it runs, then try again. Nothing was lost.',
    });
  }
  return error;
}
