import path from 'node:path';
import { z } from 'zod';
import { AppError } from '@/core/errors';

const optional = z
  .string()
  .trim()
  .optional()
  .transform((value) => (value === '' ? undefined : value));

const COUNT = /^\d{1,15}$/;
const AMOUNT = /^\d{1,9}(?:\.\d{1,6})?$/;

const tokens = optional
  .refine((value) => value === undefined || COUNT.test(value), { error: 'must be a whole number of tokens, like 50000' })
  .transform((value) => (value === undefined ? undefined : Number(value)));

/** A decimal text: money is never a float. */
const amount = optional.refine((value) => value === undefined || AMOUNT.test(value), {
  error: 'must be an amount with at most six decimals, like 0.25',
});

/** A signature needs all of these (docs/email.md). */
const DKIM = ['SHOPIQ_DKIM_DOMAIN', 'SHOPIQ_DKIM_SELECTOR', 'SHOPIQ_DKIM_KEY'] as const;

/** Every variable the product reads. `.env.example` documents each; nothing is required for the default. */
const envSchema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    PORT: z.coerce.number({ error: 'must be a port number from 0 to 65535, like 3000' }).int().min(0).max(65535).default(3000),
    HOST: z.string().default('127.0.0.1'),
    SHOPIQ_DATA: z.string().default('.data'),
    DATABASE_URL: optional.refine((value) => value === undefined || /^postgres(ql)?:\/\//.test(value), {
      error: 'must be a PostgreSQL URL, like postgresql://user:password@host:5432/shopiq',
    }),
    SHOPIQ_URL: optional.refine((value) => value === undefined || URL.canParse(value), {
      error: 'must be a URL, like https://shopiq.example.com',
    }),
    SHOPIQ_SECRET: optional.refine((value) => value === undefined || value.length >= 32, { error: 'must be at least 32 characters' }),
    SHOPIQ_LOG: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('warn'),
    SHOPIQ_NOW: optional.refine((value) => value === undefined || !Number.isNaN(Date.parse(value)), {
      error: 'must be an ISO instant, like 2026-01-31T12:00:00Z',
    }),
    SHOPIQ_MODEL: optional,
    OPENAI_API_KEY: optional,
    OPENAI_BASE_URL: optional.refine((value) => value === undefined || URL.canParse(value), {
      error: 'must be a URL, like http://localhost:11434/v1',
    }),
    SHOPIQ_EMBEDDING_MODEL: optional,
    SHOPIQ_EMBEDDING_FLOOR: z.coerce.number({ error: 'must be a number from 0 to 1, like 0.35' }).min(0).max(1).default(0.35),
    SHOPIQ_MODEL_TIMEOUT_MS: z.coerce.number({ error: 'must be a number of milliseconds, 100 or more' }).int().min(100).default(60_000),
    SHOPIQ_MODEL_TRANSCRIPT: optional.refine((value) => value === undefined || /^(record|replay):./.test(value), {
      error: 'must be record:<file> or replay:<file>',
    }),
    SHOPIQ_QUESTION_TOKENS: tokens,
    SHOPIQ_MONTH_TOKENS: tokens,
    SHOPIQ_QUESTION_COST: amount,
    SHOPIQ_MONTH_COST: amount,
    SHOPIQ_PRICE_INPUT: amount,
    SHOPIQ_PRICE_CACHED_INPUT: amount,
    SHOPIQ_PRICE_OUTPUT: amount,
    SHOPIQ_PRICE_CURRENCY: z
      .string()
      .regex(/^[A-Z]{3}$/, { error: 'must be a three-letter code, like USD' })
      .default('USD'),
    SHOPIQ_SECRET_FORMER: optional,
    SHOPIQ_WORKER: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
    SHOPIQ_DEMO_SCALE: z.coerce.number({ error: 'must be a number from 0 to 8, like 1' }).min(0).max(8).default(1),
    SHOPIQ_CRON_SECRET: optional.refine((value) => value === undefined || value.length >= 16, { error: 'must be at least 16 characters' }),
    SHOPIFY_CLIENT_ID: optional,
    SHOPIFY_CLIENT_SECRET: optional,
    ETSY_CLIENT_ID: optional,
    ETSY_CLIENT_SECRET: optional,
    ETSY_WEBHOOK_SECRET: optional,
    FLIPKART_CLIENT_ID: optional,
    FLIPKART_CLIENT_SECRET: optional,
    AMAZON_CLIENT_ID: optional,
    AMAZON_CLIENT_SECRET: optional,
    AMAZON_APPLICATION_ID: optional,
    SHOPIQ_RATES_URL: optional.refine((value) => value === undefined || URL.canParse(value), {
      error: 'must be a URL, like https://www.ecb.europa.eu/stats/eurofxref',
    }),
    SLACK_CLIENT_ID: optional,
    SLACK_CLIENT_SECRET: optional,
    SLACK_SIGNING_SECRET: optional,
    SLACK_API_URL: z.url({ error: 'must be a URL, like https://slack.com/api/' }).default('https://slack.com/api/'),
    SMTP_URL: optional.refine((value) => value === undefined || /^smtps?:\/\//.test(value), {
      error: 'must be an SMTP URL, like smtp://user:password@host:587',
    }),
    SHOPIQ_MAIL_FROM: optional.refine((value) => value === undefined || /^[^<>@\r\n]*<?[^\s<>@]+@[^\s<>@]+>?$/.test(value), {
      error: 'must be an address, like ShopIQ <reports@example.com>',
    }),
    SHOPIQ_DKIM_DOMAIN: optional,
    SHOPIQ_DKIM_SELECTOR: optional,
    SHOPIQ_DKIM_KEY: optional,
  })
  .superRefine((env, context) => {
    const hasPrices = env.SHOPIQ_PRICE_INPUT !== undefined && env.SHOPIQ_PRICE_OUTPUT !== undefined;
    for (const name of ['SHOPIQ_QUESTION_COST', 'SHOPIQ_MONTH_COST'] as const)
      if (env[name] !== undefined && !hasPrices)
        context.addIssue({
          code: 'custom',
          path: [name],
          message: 'needs SHOPIQ_PRICE_INPUT and SHOPIQ_PRICE_OUTPUT: cost is never guessed',
        });
    // Half of it would send messages without a signature, and nobody would know.
    const missing = DKIM.filter((name) => env[name] === undefined);
    if (missing.length < DKIM.length)
      for (const name of missing)
        context.addIssue({ code: 'custom', path: [name], message: `is missing: ${DKIM.join(', ')} belong together` });
  });

export type Env = z.infer<typeof envSchema> & {
  /** Absolute folder of the embedded database, its lock and generated secrets. */
  dataDir: string;
  /** The variables as they came, for child processes. */
  raw: Record<string, string | undefined>;
};

/**
 * Read and check the environment. The only place that touches `process.env`.
 * @throws AppError invalid_env naming every variable at fault.
 */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  // Containers and .env files leave variables empty to mean absent.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value.trim() !== ''));
  const parsed = envSchema.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
    throw new AppError('invalid_env', `The environment is not valid: ${problems.join('; ')}.`, {
      field: String(parsed.error.issues[0]?.path[0] ?? ''),
      remedy: 'Correct it in the shell or in .env; .env.example explains each variable.',
    });
  }
  return { ...parsed.data, dataDir: path.resolve(parsed.data.SHOPIQ_DATA), raw: source };
}
