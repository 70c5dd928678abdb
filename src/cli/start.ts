import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import type { Command } from 'commander';
import { AppError } from '@/core/errors';
import { readEnv } from '@/platform/env';
import { ensureDemoUser } from '@/server/auth-demo';
import type { Container } from '@/server/container';
import { createContainer } from '@/server/create-container';
import { startDemo } from '@/server/demo';
import { startWorker } from './worker';

/** Add `shopiq start`: owns the embedded database, migrates, seeds the demo, runs the web app until stopped. */
export function registerStart(program: Command): void {
  program
    .command('start')
    .description('Start everything: database, demo data, worker, web app.')
    .option('--dev', 'run the web app in development mode')
    .action(async (flags: { dev?: boolean }) => {
      const env = readEnv();
      await assertPortFree(env.HOST, env.PORT);
      const container = await step('Opening the database', () => createContainer(env, 'own'));
      try {
        const scale = env.SHOPIQ_DEMO_SCALE;
        const demo = scale > 0 ? await step('Preparing the demo shop', () => startDemo(container, { scale, say })) : null;
        if (container.databaseKind === 'embedded') await ensureDemoUser(container.db);
        const worker = env.SHOPIQ_WORKER === 'on' ? await startWorker(container) : null;
        try {
          await runWeb(container, flags.dev === true);
        } finally {
          await worker?.stop();
          await demo?.stop();
        }
      } finally {
        await container.close();
      }
    });
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Run a step and tell how long it took when that was over a second. */
async function step<T>(title: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  say(`${title} ...`);
  const result = await work();
  const seconds = (performance.now() - started) / 1000;
  if (seconds > 1) say(`${title}: done in ${seconds.toFixed(1)} s`);
  return result;
}

function assertPortFree(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      reject(
        new AppError(
          'port_in_use',
          isTaken ? `Port ${port} is in use by another program.` : `Port ${port} cannot be opened: ${cause.message}.`,
          { field: 'PORT', cause, remedy: `Stop that program, or choose another port: PORT=${port + 1} npm start.` },
        ),
      );
    });
    server.listen(port, host, () => server.close(() => resolve()));
  });
}

async function runWeb(container: Container, isDev: boolean): Promise<void> {
  const { env } = container;
  const root = process.cwd();
  const url = env.SHOPIQ_URL ?? `http://localhost:${env.PORT}`;
  const child = spawn(
    process.execPath,
    [path.join(root, 'node_modules/next/dist/bin/next'), isDev ? 'dev' : 'start', '-p', String(env.PORT), '-H', env.HOST],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...env.raw, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: isDev ? 'development' : 'production', NEXTAUTH_URL: url },
    },
  );
  const stop = (): void => {
    child.kill('SIGTERM');
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const isReady = await waitForWeb(`http://127.0.0.1:${env.PORT}/signin`, exited);
  if (isReady) {
    say('');
    say(`ShopIQ is ready: ${url}`);
    if (container.databaseKind === 'embedded') say('Sign in with demo@shopiq.local and the password demo1234 (already filled in).');
    say('Stop with Ctrl-C.');
    // Answers are right without; they come faster with.
    container.settleAll().catch((error: unknown) => say(`Some figures could not be computed ahead: ${String(error)}`));
  }
  const code = await exited;
  if (code !== null && code !== 0) process.exitCode = 1;
}

/** Wait until the sign-in page answers; false when the server ended first. */
async function waitForWeb(url: string, exited: Promise<number | null>): Promise<boolean> {
  let hasExited = false;
  void exited.then(() => {
    hasExited = true;
  });
  while (!hasExited) {
    const isUp = await fetch(url, { signal: AbortSignal.timeout(5000) }).then(
      (response) => response.ok,
      () => false,
    );
    if (isUp) return true;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  return false;
}
